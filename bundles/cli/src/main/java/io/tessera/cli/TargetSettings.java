package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings a file wants for a target or an alert channel. A value may be {@code {file: PATH}};
 * secrets must be. What the server keeps secret cannot be compared: a secret is sent when the
 * server has none, or on demand.
 */
final class TargetSettings {
  private static final String FILE = "file";

  private final Desired desired;
  private final ConnectorSettings known;
  private final Terminal terminal;

  TargetSettings(Desired desired, ConnectorSettings known, Terminal terminal) {
    this.desired = desired;
    this.known = known;
    this.terminal = terminal;
  }

  /** What is to be sent. */
  Attributes toSend(Set<String> secretsSet, boolean allSecrets) throws CommandException {
    Attributes.Builder settings = Attributes.builder();
    Attributes wanted = desired.content().complex("settings");
    for (String key : wanted.names()) {
      Value value = wanted.get(key).orElse(Value.NONE);
      if (!known.isSecret(key)) {
        settings.put(key, plain(key, value));
      } else if (allSecrets || !secretsSet.contains(key)) {
        settings.put(key, secret(key, value));
      }
    }
    return settings.build();
  }

  /** Where the server's settings differ from what is to be sent. */
  List<Difference> differences(Attributes present, Attributes toSend) {
    Set<String> keys = new TreeSet<>(present.names());
    keys.addAll(toSend.names());
    keys.removeIf(key -> same(key, present.get(key), toSend.get(key)));
    return keys.stream().map(key -> difference(key, present, toSend)).toList();
  }

  private Difference difference(String key, Attributes present, Attributes toSend) {
    String path = "settings." + key;
    return known.isSecret(key)
        ? Difference.secret(path)
        : new Difference(path, told(present, key), told(toSend, key));
  }

  private static String told(Attributes settings, String key) {
    return settings.get(key).map(value -> String.join(", ", texts(value))).orElse("");
  }

  private boolean same(String key, Optional<Value> present, Optional<Value> wanted) {
    if (present.isPresent() && wanted.isPresent()) {
      return texts(present.get()).equals(texts(wanted.get()));
    }
    Optional<Value> one = present.isPresent() ? present : wanted;
    return one.isEmpty() || known.isDefault(key, one.get());
  }

  private Value plain(String key, Value value) throws CommandException {
    return value instanceof Value.Complex ? secret(key, value) : value;
  }

  private Value secret(String key, Value value) throws CommandException {
    Optional<String> file =
        value instanceof Value.Complex complex && complex.attributes().names().equals(Set.of(FILE))
            ? complex.attributes().text(FILE)
            : Optional.empty();
    if (file.isEmpty()) {
      throw Desired.wrong(
          desired.document(),
          "settings."
              + key
              + " must be {file: PATH}, - for standard input"
              + (known.isSecret(key) ? "; secrets do not stand in files like this." : "."));
    }
    return Value.text(Secrets.read(file.get(), desired.document().folder(), terminal));
  }

  private static List<String> texts(Value value) {
    return value.elements().stream()
        .map(
            element ->
                element instanceof Value.Num num
                    ? stripped(num.value()).toPlainString()
                    : Table.text(element))
        .toList();
  }

  private static BigDecimal stripped(BigDecimal number) {
    return number.stripTrailingZeros();
  }
}
