package io.tessera.connector.scim1.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class Scim1ConnectorContractTest {
  @Nested
  class By_patch extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new Scim1Subject(Map.of("updateMode", "patch"));
    }
  }

  @Nested
  class By_put extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new Scim1Subject(Map.of("updateMode", "put"));
    }
  }
}
