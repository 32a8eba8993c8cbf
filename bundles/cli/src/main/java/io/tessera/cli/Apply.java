package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the server to what files want, one thing at a time; what is as wanted is left alone. */
final class Apply {
  private final Api api;
  private final Terminal terminal;
  private final boolean dryRun;
  private final boolean allSecrets;
  private final Map<String, ConnectorSettings> connectorTypes = new HashMap<>();

  Apply(Api api, Terminal terminal, boolean dryRun, boolean allSecrets) {
    this.api = api;
    this.terminal = terminal;
    this.dryRun = dryRun;
    this.allSecrets = allSecrets;
  }

  /** What was done to one thing; also the row that is printed. */
  record Step(
      String kind, String name, String action, List<String> changed, List<Difference> differences) {
    boolean isDifferent() {
      return !action.equals("keep");
    }

    Attributes json() {
      return Attributes.builder()
          .put("kind", kind)
          .put("name", name)
          .put("action", action)
          .keep("changed", Value.many(changed.stream().map(Value::text).toList()))
          .keep(
              "differences",
              Value.many(
                  differences.stream().map(Difference::json).map(d -> Value.complex(d)).toList()))
          .build();
    }
  }

  Step apply(Desired desired) throws CommandException, InterruptedException {
    Optional<Attributes> present = desired.kind().named().find(api, desired.name());
    Optional<String> secret = clientSecret(desired, present);
    Desired bare =
        new Desired(desired.kind(), desired.document(), ClientSecret.without(desired.content()));
    return present.isEmpty() ? create(bare, secret) : update(bare, present.get(), secret);
  }

  /** The one that is to be sent. */
  private Optional<String> clientSecret(Desired desired, Optional<Attributes> present)
      throws CommandException {
    Optional<String> file = ClientSecret.file(desired);
    if (file.isEmpty() || (!allSecrets && present.filter(ClientSecret::isSet).isPresent())) {
      return Optional.empty();
    }
    return Optional.of(Secrets.read(file.get(), desired.document().folder(), terminal));
  }

  private Step create(Desired desired, Optional<String> clientSecret)
      throws CommandException, InterruptedException {
    Attributes body =
        clientSecret
            .map(secret -> ClientSecret.with(desired.content(), Value.text(secret)))
            .orElse(desired.content());
    if (desired.kind().hasSettings()) {
      body = body.with("settings", Value.complex(settings(desired).toSend(Set.of(), true)));
    }
    if (!dryRun) {
      api.post(desired.kind().named().path(), body);
    }
    return step(desired, "create", List.of(), List.of());
  }

  private Step update(Desired desired, Attributes present, Optional<String> clientSecret)
      throws CommandException, InterruptedException {
    Attributes.Builder body = present.toBuilder();
    List<String> changed = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    desired
        .content()
        .forEach(
            (field, written) -> {
              Value wanted = whole(field, present, written);
              if (!field.equals("settings") && !isSame(desired, field, present, wanted)) {
                changed.add(field);
                differences.addAll(
                    Difference.between(field, present.get(field).orElse(Value.NONE), wanted));
                body.put(field, wanted);
              }
            });
    for (String field : gone(desired, present)) {
      changed.add(field);
      differences.addAll(
          Difference.between(field, present.get(field).orElse(Value.NONE), Value.NONE));
      body.remove(field);
    }
    if (desired.content().get("settings").isPresent()) {
      List<Difference> ofSettings = updateSettings(desired, present, body);
      ofSettings.forEach(difference -> changed.add(difference.path()));
      differences.addAll(ofSettings);
    }
    if (clientSecret.isPresent()) {
      changed.add(ClientSecret.PATH);
      differences.add(Difference.secret(ClientSecret.PATH));
      Attributes with = ClientSecret.with(body.build(), Value.text(clientSecret.get()));
      body.put(Desired.SIGN_IN, Value.complex(with.complex(Desired.SIGN_IN)));
    }
    if (changed.isEmpty()) {
      return step(desired, "keep", changed, List.of());
    }
    if (!dryRun) {
      Named named = desired.kind().named();
      api.put(named.path(present), Named.version(present), body.build());
    }
    return step(desired, "update", changed, differences);
  }

  /** What a rule loses by being left out: what it asks for is one thing, in one of two forms. */
  private static List<String> gone(Desired desired, Attributes present) {
    return desired.kind() != Desired.Kind.RULE
        ? List.of()
        : RuleCommands.OF_ITS_FORM.stream()
            .filter(field -> desired.content().get(field).isEmpty())
            .filter(field -> present.get(field).filter(value -> !isEmpty(value)).isPresent())
            .toList();
  }

  private static boolean isEmpty(Value value) {
    return value instanceof Value.Text text ? text.value().isEmpty() : value.elements().isEmpty();
  }

  /** With what a file leaves out of delivery settings, or of signing in, and means to stay. */
  private static Value whole(String field, Attributes present, Value written) {
    return (field.equals(Desired.DELIVERY) || field.equals(Desired.SIGN_IN))
            && written instanceof Value.Complex complex
        ? Value.complex(over(present.complex(field), complex.attributes()))
        : written;
  }

  private static Attributes over(Attributes present, Attributes written) {
    Attributes.Builder merged = present.toBuilder();
    written.forEach(
        (name, value) ->
            merged.put(
                name,
                value instanceof Value.Complex inner
                    ? Value.complex(over(present.complex(name), inner.attributes()))
                    : value));
    return merged.build();
  }

  private List<Difference> updateSettings(
      Desired desired, Attributes present, Attributes.Builder body)
      throws CommandException, InterruptedException {
    TargetSettings settings = settings(desired);
    Set<String> secretsSet = Set.copyOf(Named.texts(present, "secretsSet"));
    Attributes toSend = settings.toSend(secretsSet, allSecrets);
    body.keep("settings", Value.complex(toSend));
    return settings.differences(present.complex("settings"), toSend);
  }

  private TargetSettings settings(Desired desired) throws CommandException, InterruptedException {
    if (desired.kind() == Desired.Kind.ALERT_CHANNEL) {
      return new TargetSettings(desired, ConnectorSettings.ofAlertChannels(), terminal);
    }
    String type = Table.cell(desired.content(), "connectorType");
    if (type.isEmpty()) {
      throw Desired.wrong(desired.document(), "\"connectorType\" is required.");
    }
    ConnectorSettings known = connectorTypes.get(type);
    if (known == null) {
      known = ConnectorSettings.of(api, type);
      connectorTypes.put(type, known);
    }
    return new TargetSettings(desired, known, terminal);
  }

  private static boolean isSame(Desired desired, String field, Attributes present, Value wanted) {
    return switch (desired.kind()) {
      case SCHEMA ->
          field.equals("schemas")
              || same(
                  present.get(field).map(SchemaCharacteristics::told),
                  SchemaCharacteristics.told(wanted));
      // The server brings names to upper case.
      case USER_STORE -> field.equals("name") || same(present.get(field), wanted);
      case SERVICE_PROVIDER ->
          field.equals("targets")
              ? same(present.get(field).map(Apply::targets), targets(wanted))
              : same(present.get(field).map(Apply::unordered), unordered(wanted));
      case IDENTITY_PROVIDER ->
          field.equals("provisionedAttributes")
              ? same(present.get(field).map(Apply::attributes), attributes(wanted))
              : same(present.get(field), wanted);
      case TOKEN_ISSUER, ROLE, BIRTHRIGHT_RULE, RULE, ALERT_CHANNEL ->
          same(present.get(field).map(Apply::unordered), unordered(wanted));
      default -> same(present.get(field), wanted);
    };
  }

  private static Value attributes(Value value) {
    return Value.many(
        value.elements().stream().map(IdentityProviderCommands::wholeAttribute).toList());
  }

  private static Value targets(Value value) {
    return unordered(Value.many(value.elements().stream().map(ProvidedTarget::whole).toList()));
  }

  /** Lists whose order says nothing. */
  private static Value unordered(Value value) {
    return value instanceof Value.Many many
        ? Value.many(many.values().stream().sorted(Comparator.comparing(Table::text)).toList())
        : value;
  }

  /** Whether they mean the same; what is empty and what is left out do. */
  private static boolean same(Optional<Value> present, Value wanted) {
    return present.map(Apply::assigned).equals(Optional.of(assigned(wanted)));
  }

  private static Value assigned(Value value) {
    if (value instanceof Value.Complex complex) {
      Attributes.Builder kept = Attributes.builder();
      complex.attributes().forEach((name, inner) -> kept.put(name, assigned(inner)));
      return Value.complex(kept.build());
    } else if (value instanceof Value.Many many) {
      return Value.many(many.values().stream().map(Apply::assigned).toList());
    }
    return value;
  }

  private static Step step(
      Desired desired, String action, List<String> changed, List<Difference> differences) {
    return new Step(desired.kind().word(), desired.name(), action, changed, differences);
  }
}
