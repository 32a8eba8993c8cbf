package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.function.Predicate;

/** Attributes of accounts as people may see them: without what their names say is secret. */
public final class ShownAttributes {
  private static final String NOT_SHOWN = "(not shown)";

  private ShownAttributes() {}

  /**
   * @param hidden names that are secret besides those that say so
   */
  public static Attributes of(TargetAttributes attributes, Predicate<String> hidden) {
    Attributes.Builder shown = Attributes.builder();
    attributes.asMap().forEach((name, values) -> shown.put(name, shown(name, values, hidden)));
    return shown.build();
  }

  private static Value shown(String name, List<String> values, Predicate<String> hidden) {
    return SecretNames.isSecret(name) || hidden.test(name)
        ? Value.text(NOT_SHOWN)
        : Value.many(values.stream().map(Value::text).toList());
  }
}
