package io.tessera.connector.scim2.internal;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connector and the service it is tested against. */
final class ScimSubject implements Subject {
  final ScimDouble service = new ScimDouble();
  private final Map<String, ?> changes;

  ScimSubject(Map<String, ?> changes) throws IOException {
    this.changes = changes;
  }

  @Override
  public Connector connector(Reach reach) {
    return connector(
        reach.orElse(service.address().orElseThrow()).getPort(),
        reach.credentials() == Credentials.RIGHT ? service.password : "wrong");
  }

  private ScimConnector connector(int port, String password) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("usersUrl", "http://127.0.0.1:" + port + "/scim/v2/Users");
    settings.put("groupsUrl", "http://127.0.0.1:" + port + "/scim/v2/Groups/");
    settings.put("user", "tessera");
    settings.put("_password", password);
    settings.put("connectTimeoutMillis", 1_000);
    settings.put("requestTimeoutMillis", 1_500);
    settings.putAll(changes);
    return new ScimConnector(Configurations.of(ScimConnector.Config.class, settings));
  }

  /** A service cannot be asked for what is not there any more. */
  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.REMOVALS));
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
    return type == ObjectType.USER
        ? TargetAttributes.builder()
            .put("userName", name)
            .put("name.familyName", "Y")
            .put("emails[type eq \"work\"].value", "y@example.org")
            .build()
        : TargetAttributes.builder().put("displayName", name).build();
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
    return Optional.of(service.password);
  }

  @Override
  public void close() {
    service.close();
  }
}
