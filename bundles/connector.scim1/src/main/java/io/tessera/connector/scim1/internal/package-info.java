/**
 * The SCIM 1.1 connector. {@code Scim1Connector} is the door; {@code Scim1Dialect} says what this
 * version of SCIM writes.
 */
@NullMarked
package io.tessera.connector.scim1.internal;

import org.jspecify.annotations.NullMarked;
