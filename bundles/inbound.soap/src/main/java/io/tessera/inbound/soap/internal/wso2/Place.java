package io.tessera.inbound.soap.internal.wso2;

import io.tessera.provisioning.api.Caller;

/**
 * A name without its domain.
 *
 * @param caller speaks about the domain that was named
 */
record Place(Caller caller, String name) {}
