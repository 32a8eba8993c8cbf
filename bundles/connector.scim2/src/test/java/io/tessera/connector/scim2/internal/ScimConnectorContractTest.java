package io.tessera.connector.scim2.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class ScimConnectorContractTest {
  @Nested
  class By_patch extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new ScimSubject(Map.of("updateMode", "patch"));
    }
  }

  @Nested
  class By_put extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new ScimSubject(Map.of("updateMode", "put"));
    }
  }
}
