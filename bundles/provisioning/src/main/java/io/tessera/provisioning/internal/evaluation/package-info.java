/** Looking at users and groups again, in the background. */
@NullMarked
package io.tessera.provisioning.internal.evaluation;

import org.jspecify.annotations.NullMarked;
