package io.tessera.connector.salesforce.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class SalesforceConnectorContractTest {
  @Nested
  class With_public_groups extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new SalesforceSubject(Map.of());
    }
  }

  @Nested
  class With_permission_sets_by_jwt_and_freezing extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new SalesforceSubject(
          Map.of("grant", "jwtBearer", "groups", "permissionSets", "disabling", "freeze"));
    }
  }
}
