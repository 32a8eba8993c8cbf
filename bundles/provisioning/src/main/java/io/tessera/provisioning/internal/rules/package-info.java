/** Rules that decide whether accounts may be made and changed. */
@NullMarked
package io.tessera.provisioning.internal.rules;

import org.jspecify.annotations.NullMarked;
