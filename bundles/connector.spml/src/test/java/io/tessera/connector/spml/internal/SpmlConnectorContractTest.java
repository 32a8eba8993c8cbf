package io.tessera.connector.spml.internal;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

class SpmlConnectorContractTest extends ConnectorContract {
  private static final SpmlDouble PROVIDER = new SpmlDouble();

  @AfterAll
  static void stop() {
    PROVIDER.close();
  }

  @Override
  protected Subject subject() {
    return new SpmlSubject();
  }

  private static final class SpmlSubject implements Subject {
    @Override
    public boolean speaksHttp() {
      return true;
    }

    @Override
    public Connector connector(Reach reach) {
      InetSocketAddress at = reach.orElse(PROVIDER.address().orElseThrow());
      Map<String, Object> settings =
          Map.of(
              "url",
              "http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/spml",
              "user",
              PROVIDER.user,
              "_password",
              reach.credentials() == Credentials.WRONG ? "wrong" : PROVIDER.password,
              "targetId",
              SpmlDouble.TARGET,
              "suspend",
              true,
              "requestTimeoutMillis",
              2_000,
              "connectTimeoutMillis",
              2_000);
      return new SpmlConnector(Configurations.of(SpmlConnector.Config.class, settings));
    }

    @Override
    public Counterpart counterpart() {
      return PROVIDER;
    }

    @Override
    public TargetAttributes named(ObjectType type, String name) {
      return type == ObjectType.USER
          ? TargetAttributes.builder()
              .put("accountId", name)
              .put("displayName", "Somebody")
              .put("mail", "one@example.org", "two@example.org")
              .build()
          : TargetAttributes.builder().put("name", name).build();
    }

    @Override
    public String nameAttribute(ObjectType type) {
      return type == ObjectType.USER ? "accountId" : "name";
    }

    @Override
    public String textAttribute() {
      return "displayName";
    }

    @Override
    public String foreignAttribute() {
      return "title";
    }

    @Override
    public Optional<String> secret() {
      return Optional.of(PROVIDER.password);
    }

    @Override
    public void close() {
      // The provider is shared by the tests.
    }
  }
}
