package io.tessera.connector.kit;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

class RecordingConnectorContractTest extends ConnectorContract {
  @Override
  protected Subject subject() {
    return new InMemory();
  }

  private static final class InMemory implements Subject {
    private final RecordingConnector connector = new RecordingConnector();

    @Override
    public Set<Ability> abilities() {
      return EnumSet.complementOf(EnumSet.of(Ability.NETWORK, Ability.SIGN_IN));
    }

    @Override
    public Connector connector(Reach reach) {
      return connector;
    }

    @Override
    public Counterpart counterpart() {
      return connector;
    }

    @Override
    public TargetAttributes named(ObjectType type, String name) {
      return TargetAttributes.builder().put(nameAttribute(type), name).build();
    }

    @Override
    public String nameAttribute(ObjectType type) {
      return type == ObjectType.USER ? "userName" : "displayName";
    }

    @Override
    public String textAttribute() {
      return "title";
    }

    @Override
    public String foreignAttribute() {
      return "nickName";
    }

    @Override
    public Optional<String> secret() {
      return Optional.empty();
    }

    @Override
    public void close() {
      connector.heal();
    }
  }
}
