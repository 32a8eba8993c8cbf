/**
 * SOAP over HTTP: between envelopes and the services. What the services are is in the packages
 * below; who may use them is the business of {@code inbound.http}.
 */
@NullMarked
package io.tessera.inbound.soap.internal;

import org.jspecify.annotations.NullMarked;
