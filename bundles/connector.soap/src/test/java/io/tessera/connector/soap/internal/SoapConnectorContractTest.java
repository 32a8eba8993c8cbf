package io.tessera.connector.soap.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** SOAP 1.1 and HTTP Basic; updates say what changes. */
class SoapConnectorContractTest extends ConnectorContract {
  private static final SoapDouble SERVICE = new SoapDouble(false, false);

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @Override
  protected Subject subject() {
    return new SoapSubject(SERVICE, Map.of("soapVersion", "1.1"));
  }
}
