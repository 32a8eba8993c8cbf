package ${package};

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All sentences of the contract; what became of each is in target/tessera-verdicts. */
class ${connector}ConnectorTest extends ConnectorContract {
  @Override
  protected Subject subject() throws IOException {
    return new ToService();
  }

  private static final class ToService implements Subject {
    private final ServiceDouble service = new ServiceDouble();

    ToService() throws IOException {}

    /** What your connector cannot do is named here; take out what it has learnt. */
    @Override
    public Set<Ability> abilities() {
      return EnumSet.complementOf(EnumSet.of(Ability.GROUPS));
    }

    @Override
    public Connector connector(Reach reach) {
      int port = reach.orElse(service.address().orElseThrow()).getPort();
      boolean right = reach.credentials() == Reach.Credentials.RIGHT;
      Map<String, ?> settings =
          Map.of(
              "url", "http://127.0.0.1:" + port + "/users",
              "_token", right ? service.token() : "wrong",
              "timeoutMillis", 1_500);
      return new ${connector}Connector(
          Configurations.of(${connector}Connector.Config.class, settings));
    }

    @Override
    public boolean speaksHttp() {
      return true;
    }

    @Override
    public Counterpart counterpart() {
      return service;
    }

    @Override
    public TargetAttributes named(ObjectType type, String name) {
      return TargetAttributes.builder().put("name", name).put("mail", "a@example.org").build();
    }

    @Override
    public String nameAttribute(ObjectType type) {
      return "name";
    }

    @Override
    public String textAttribute() {
      return "title";
    }

    @Override
    public String foreignAttribute() {
      return "notes";
    }

    @Override
    public Optional<String> secret() {
      return Optional.of(service.token());
    }

    @Override
    public void close() {
      service.close();
    }
  }
}
