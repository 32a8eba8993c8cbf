package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import org.junit.jupiter.api.Nested;

class LdapConnectorContractTest {
  @Nested
  class With_a_directory_that_knows_every_control extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return LdapSubject.of(new TestDirectory());
    }
  }

  @Nested
  class With_a_directory_that_knows_no_control extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return LdapSubject.of(
          new TestDirectory(config -> config.addInMemoryOperationInterceptor(new NoControls())));
    }
  }

  /** Ignores what a directory may ignore: controls that are not critical. */
  private static final class NoControls extends InMemoryOperationInterceptor {
    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest asked) {
      AddRequest request = asked.getRequest().duplicate();
      request.clearControls();
      asked.setRequest(request);
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest asked) {
      ModifyRequest request = asked.getRequest().duplicate();
      request.clearControls();
      asked.setRequest(request);
    }
  }
}
