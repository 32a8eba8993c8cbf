/**
 * The SCIM 2.0 connector. {@code ScimConnector} is the door; {@code Resources} does the work,
 * {@code ScimClient} speaks HTTP, {@code Documents} writes SCIM.
 */
@NullMarked
package io.tessera.connector.scim2.internal;

import org.jspecify.annotations.NullMarked;
