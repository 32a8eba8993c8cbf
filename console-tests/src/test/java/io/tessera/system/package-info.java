/** The console of the started server in a real browser. */
@NullMarked
package io.tessera.system;

import org.jspecify.annotations.NullMarked;
