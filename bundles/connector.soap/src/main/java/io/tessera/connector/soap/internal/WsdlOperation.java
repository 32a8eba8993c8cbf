package io.tessera.connector.soap.internal;

import java.util.Optional;

/**
 * An operation of a service.
 *
 * @param action of SOAP; may be empty
 * @param request the element a request is
 * @param response the element an answer is; none where the WSDL does not say
 */
record WsdlOperation(String name, String action, Slot request, Optional<Slot> response) {}
