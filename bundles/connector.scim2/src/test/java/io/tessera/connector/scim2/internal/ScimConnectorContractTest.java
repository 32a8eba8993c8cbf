package io.tessera.connector.scim2.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class ScimConnectorContractTest {
  @Nested
  class By_patch_and_index extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new ScimSubject(Map.of("updateMode", "patch"));
    }
  }

  @Nested
  class By_put_and_cursor_with_versions extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      ScimSubject subject = new ScimSubject(Map.of("updateMode", "auto"));
      subject.service.keepVersions();
      subject.service.announce(
          "{\"patch\":{\"supported\":false},\"filter\":{\"supported\":true,\"maxResults\":300},"
              + "\"pagination\":{\"cursor\":true,\"index\":true}}");
      return subject;
    }
  }
}
