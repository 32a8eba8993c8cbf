package io.tessera.connector.rest.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contract against services of two kinds. */
@SuppressWarnings("NullAway.Init")
class RestContractTest {
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class With_patch_cursors_and_one_member_at_a_time extends ConnectorContract {
    private UserService service;

    @BeforeAll
    void start() throws Exception {
      service = new UserService(false);
    }

    @Override
    protected Subject subject() {
      return new RestSubject(service, RestSubject.plain());
    }

    @AfterAll
    void stop() {
      service.close();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class With_put_links_calls_to_disable_and_several_members extends ConnectorContract {
    private UserService service;

    @BeforeAll
    void start() throws Exception {
      service = new UserService(true);
    }

    @Override
    protected Subject subject() {
      return new RestSubject(service, RestSubject.wrapped());
    }

    @AfterAll
    void stop() {
      service.close();
    }
  }
}
