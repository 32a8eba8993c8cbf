package io.tessera.connector.activedirectory.internal;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connector and the domain it is tested against. */
final class DomainSubject implements Subject {
  private final DomainController domain;
  private final DomainCounterpart counterpart;
  private final String key;
  private final List<ActiveDirectoryConnector> connectors = new ArrayList<>();

  /**
   * A subject.
   *
   * @param key the attribute that users are adopted by
   */
  DomainSubject(DomainController domain, String key) {
    this.domain = domain;
    this.counterpart = new DomainCounterpart(domain);
    this.key = key;
  }

  static Map<String, Object> settings(DomainController domain) {
    try {
      Map<String, Object> settings = new HashMap<>();
      settings.put("host", "127.0.0.1");
      settings.put("port", domain.port("ldaps"));
      settings.put("trustedCertificates", domain.pem());
      settings.put("bindName", DomainController.ADMINISTRATOR);
      settings.put("_bindPassword", domain.password);
      settings.put("userBase", DomainController.PEOPLE);
      settings.put("groupBase", DomainController.GROUPS);
      settings.put("connectTimeoutMillis", 1_500);
      settings.put("responseTimeoutMillis", 1_500);
      return settings;
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }

  static ActiveDirectoryConnector connector(Map<String, Object> settings) {
    return new ActiveDirectoryConnector(
        Configurations.of(ActiveDirectoryConnector.Config.class, settings));
  }

  /** Pages are positions in a list that changes. */
  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.STEADY_SEARCH));
  }

  @Override
  public Connector connector(Reach reach) {
    Map<String, Object> settings = settings(domain);
    settings.put("port", reach.orElse(counterpart.address().orElseThrow()).getPort());
    settings.put("userKeyAttributes", new String[] {key});
    if (reach.credentials() == Credentials.WRONG) {
      settings.put("_bindPassword", "wrong");
    }
    ActiveDirectoryConnector connector = connector(settings);
    connectors.add(connector);
    return connector;
  }

  @Override
  public Counterpart counterpart() {
    return counterpart;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    TargetAttributes.Builder named = TargetAttributes.builder().put("cn", name);
    if (type == ObjectType.USER) {
      // Account names are short and plain: where they are not the key, any will do.
      named.put("sAMAccountName", key.equals("cn") ? shortOf(name) : name);
      named.put("sn", "Y");
    }
    return named.build();
  }

  private static String shortOf(String name) {
    return "s" + Integer.toHexString(name.hashCode()) + Integer.toHexString(name.length());
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return "cn";
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
    return Optional.of(domain.password);
  }

  @Override
  public void close() {
    connectors.forEach(ActiveDirectoryConnector::close);
    domain.close();
  }
}
