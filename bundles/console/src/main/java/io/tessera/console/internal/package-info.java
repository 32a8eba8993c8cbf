/** The pages of the console, as files. What they show comes from the administration API. */
@NullMarked
package io.tessera.console.internal;

import org.jspecify.annotations.NullMarked;
