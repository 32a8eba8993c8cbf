package io.tessera.connector.soap.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** SOAP 1.2 and UsernameToken; an update removes what it does not mention. */
class WholeUpdatesContractTest extends ConnectorContract {
  private static final SoapDouble SERVICE = new SoapDouble(true, true);

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @Override
  protected Subject subject() {
    return new SoapSubject(
        SERVICE,
        Map.of("soapVersion", "1.2", "authentication", "usernameToken", "updateBy", "whole"));
  }
}
