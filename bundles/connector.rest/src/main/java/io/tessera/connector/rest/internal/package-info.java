/** Keeps accounts of a service that is reached by HTTP and JSON, by calls an operator describes. */
@NullMarked
package io.tessera.connector.rest.internal;

import org.jspecify.annotations.NullMarked;
