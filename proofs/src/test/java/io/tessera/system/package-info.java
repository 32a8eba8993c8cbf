/** The promises of reliability, each tried on the started distribution and accounted for. */
@NullMarked
package io.tessera.system;

import org.jspecify.annotations.NullMarked;
