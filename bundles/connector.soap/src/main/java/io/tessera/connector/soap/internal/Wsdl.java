package io.tessera.connector.soap.internal;

import io.tessera.connector.xml.SoapVersion;
import java.util.Map;

/**
 * What a WSDL says of the service.
 *
 * @param address as the WSDL has it; may be empty
 * @param operations by name
 */
record Wsdl(
    String port,
    String address,
    SoapVersion version,
    Map<String, WsdlOperation> operations,
    Schemas schemas) {
  Wsdl {
    operations = Map.copyOf(operations);
  }
}
