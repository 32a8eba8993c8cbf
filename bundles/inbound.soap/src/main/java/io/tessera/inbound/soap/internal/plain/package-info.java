/** The plain provisioning service for application platforms: few operations over our use cases. */
@NullMarked
package io.tessera.inbound.soap.internal.plain;

import org.jspecify.annotations.NullMarked;
