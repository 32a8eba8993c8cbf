/**
 * The SCIM 2.0 connector. {@code ScimConnector} is the door; {@code Scim2Dialect} says what this
 * version of SCIM writes.
 */
@NullMarked
package io.tessera.connector.scim2.internal;

import org.jspecify.annotations.NullMarked;
