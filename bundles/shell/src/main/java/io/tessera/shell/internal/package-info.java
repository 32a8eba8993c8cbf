/** What somebody at the terminal of the server asks it: Gogo, and commands of our own. */
@NullMarked
package io.tessera.shell.internal;

import org.jspecify.annotations.NullMarked;
