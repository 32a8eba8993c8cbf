package io.tessera.connector.ldap.internal;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connector and a directory it is tested against. */
final class LdapSubject implements Subject {
  private final Counterpart counterpart;
  private final String password;
  private final String changes;
  private final Set<Ability> abilities;
  private final Runnable afterwards;
  private final List<LdapConnector> connectors = new ArrayList<>();

  /**
   * A subject.
   *
   * @param changes how the directory tells its changes
   */
  LdapSubject(
      Counterpart counterpart,
      String password,
      String changes,
      Set<Ability> abilities,
      Runnable afterwards) {
    this.counterpart = counterpart;
    this.password = password;
    this.changes = changes;
    this.abilities = abilities;
    this.afterwards = afterwards;
  }

  static LdapSubject of(TestDirectory directory) {
    return new LdapSubject(
        directory.counterpart(),
        directory.password,
        "changelog",
        // Its pages are positions in a list that changes.
        EnumSet.complementOf(EnumSet.of(Ability.STEADY_SEARCH)),
        directory::close);
  }

  @Override
  public Set<Ability> abilities() {
    return abilities;
  }

  @Override
  public Connector connector(Reach reach) {
    int port = reach.orElse(counterpart.address().orElseThrow()).getPort();
    String secret = reach.credentials() == Credentials.RIGHT ? password : "wrong";
    Map<String, Object> settings = TestDirectory.settings(port, secret);
    settings.put("changes", changes);
    LdapConnector connector =
        new LdapConnector(Configurations.of(LdapConnector.Config.class, settings));
    connectors.add(connector);
    return connector;
  }

  @Override
  public Counterpart counterpart() {
    return counterpart;
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
    return Optional.of(password);
  }

  @Override
  public void close() {
    connectors.forEach(LdapConnector::close);
    afterwards.run();
  }
}
