package io.tessera.connector.google.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.util.Map;

class GoogleConnectorContractTest extends ConnectorContract {
  @Override
  protected Subject subject() throws Exception {
    return new GoogleSubject(Map.of("customSchemas", true, "createOrgUnits", true));
  }
}
