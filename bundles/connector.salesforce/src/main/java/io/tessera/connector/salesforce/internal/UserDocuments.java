package io.tessera.connector.salesforce.internal;

import io.tessera.connector.salesforce.internal.ObjectSchema.Field;
import io.tessera.connector.salesforce.internal.SalesforceSettings.Disabling;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Map;
import java.util.Optional;

/** Writes what an operation wants of a user as the fields of a request. */
final class UserDocuments {
  private static final int LONGEST_ALIAS = 8;

  private final SalesforceSettings settings;
  private final ObjectSchema schema;
  private final References references;

  UserDocuments(SalesforceSettings settings, ObjectSchema schema, References references) {
    this.settings = settings;
    this.schema = schema;
    this.references = references;
  }

  /** With what the org insists on, from the settings where nothing is mapped to it. */
  Attributes ofNew(Operation operation) throws TargetFailure, InterruptedException {
    Attributes.Builder document = Attributes.builder();
    differing(Attributes.empty(), operation).forEach(document::put);
    Attributes wanted = document.build();
    for (Map.Entry<String, String> each : settings.defaults().entrySet()) {
      if (!each.getValue().isEmpty() && wanted.get(each.getKey()).isEmpty()) {
        document.put(each.getKey(), each.getValue());
      }
    }
    boolean profile = wanted.get("ProfileId").isPresent() || settings.profile().isEmpty();
    if (!profile) {
      document.put("ProfileId", profile());
    }
    Optional<String> name = wanted.text(UserRecords.USERNAME);
    if (wanted.get("Alias").isEmpty() && name.isPresent()) {
      document.put("Alias", alias(name.get()));
    }
    return document.build();
  }

  private String profile() throws TargetFailure, InterruptedException {
    return Soql.isId(settings.profile())
        ? settings.profile()
        : references.id("Profile.Name", settings.profile());
  }

  /** Need not be unique. */
  private static String alias(String username) {
    String local = username.replaceAll("@.*", "");
    return local.substring(0, Math.min(LONGEST_ALIAS, local.length()));
  }

  /** What has to be written, seen what there is. */
  Attributes differing(Attributes current, Operation operation)
      throws TargetFailure, InterruptedException {
    Attributes.Builder document = Attributes.builder();
    TargetAttributes wanted = operation.attributes();
    for (String name : wanted.names()) {
      if (!name.equals(SalesforceConnector.PASSWORD_ATTRIBUTE)) {
        add(document, current, name, wanted.first(name));
      }
    }
    Optional<Boolean> active = active(operation);
    if (active.isPresent() && !current.bool(UserRecords.ACTIVE).equals(active)) {
      document.put(UserRecords.ACTIVE, active.get());
    }
    return document.build();
  }

  private void add(
      Attributes.Builder document, Attributes current, String name, Optional<String> text)
      throws TargetFailure, InterruptedException {
    if (References.isReference(name)) {
      String field = References.fieldOf(name);
      if (!UserRecords.text(UserRecords.value(current, name)).equals(text)) {
        document.keep(
            field, text.isPresent() ? Value.text(references.id(name, text.get())) : Value.NONE);
      }
      return;
    }
    Field field = schema.writable(name);
    Value value = text.isPresent() ? value(field, text.get()) : Value.NONE;
    if (!current.get(field.name()).orElse(Value.NONE).equals(value)) {
      document.keep(field.name(), value);
    }
  }

  private Value value(Field field, String text) throws TargetFailure {
    return field.name().equals(UserRecords.USERNAME)
        ? Value.text(settings.usernames().full(text))
        : ObjectSchema.value(field, text);
  }

  /** A frozen user stays active. */
  private Optional<Boolean> active(Operation operation) {
    return operation
        .activityIfAny()
        .filter(a -> a == Activity.ENABLED || settings.disabling() == Disabling.DEACTIVATE)
        .map(a -> a == Activity.ENABLED);
  }

  /** What makes a user removed, and frees what must be unique. */
  Attributes ofRemoved(String id) throws TargetFailure, InterruptedException {
    Attributes.Builder document =
        Attributes.builder()
            .put(UserRecords.ACTIVE, false)
            .put(UserRecords.USERNAME, Usernames.ofRemoved(id))
            .put("CommunityNickname", Usernames.nicknameOfRemoved(id));
    if (schema.refresh().containsKey("FederationIdentifier")) {
      document.keep("FederationIdentifier", Value.NONE);
    }
    return document.build();
  }
}
