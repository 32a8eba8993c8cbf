/** Attacks on the started distribution; what starts it is of the package of the same name there. */
@NullMarked
package io.tessera.system;

import org.jspecify.annotations.NullMarked;
