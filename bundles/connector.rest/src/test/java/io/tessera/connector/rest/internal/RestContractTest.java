package io.tessera.connector.rest.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import org.junit.jupiter.api.Nested;

/** The contract against services of two kinds. */
class RestContractTest {
  @Nested
  class With_patch_cursors_and_one_member_at_a_time extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new RestSubject(new UserService(false), RestSubject.plain());
    }
  }

  @Nested
  class With_put_links_calls_to_disable_and_several_members extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new RestSubject(new UserService(true), RestSubject.wrapped());
    }
  }
}
