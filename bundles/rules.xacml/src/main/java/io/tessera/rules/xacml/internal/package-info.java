/** Policies in XACML 3.0, by Balana. */
@NullMarked
package io.tessera.rules.xacml.internal;

import org.jspecify.annotations.NullMarked;
