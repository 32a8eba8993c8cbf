package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class LdapConnectorContractTest {
  @Nested
  class With_a_directory_that_knows_every_control extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new LdapSubject(new TestDirectory());
    }
  }

  @Nested
  class With_a_directory_that_knows_no_control extends ConnectorContract {
    @Override
    protected Subject subject() throws Exception {
      return new LdapSubject(
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

  static final class LdapSubject implements Subject {
    private final TestDirectory directory;

    LdapSubject(TestDirectory directory) {
      this.directory = directory;
    }

    @Override
    public Connector connector(Reach reach) {
      Map<String, Object> changes = new HashMap<>();
      changes.put("port", reach.orElse(directory.address().orElseThrow()).getPort());
      if (reach.credentials() == Credentials.WRONG) {
        changes.put("_bindPassword", "wrong");
      }
      return directory.connector(changes);
    }

    @Override
    public Counterpart counterpart() {
      return directory;
    }

    @Override
    public TargetAttributes named(ObjectType type, String name) {
      return type == ObjectType.USER
          ? TargetAttributes.builder().put("uid", name).put("cn", "X").put("sn", "Y").build()
          : TargetAttributes.builder().put("cn", name).build();
    }

    @Override
    public String nameAttribute(ObjectType type) {
      return type == ObjectType.USER ? "uid" : "cn";
    }

    @Override
    public String textAttribute() {
      return "title";
    }

    @Override
    public String foreignAttribute() {
      return "description";
    }

    @Override
    public Optional<String> secret() {
      return Optional.of(directory.password);
    }

    @Override
    public void close() {
      directory.close();
    }
  }
}
