package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.INVALID_VALUE;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.ConnectorType.Kind;
import io.tessera.provisioning.api.admin.ConnectorType.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of a target, checked against the form of its connector type.
 *
 * @param open all but the secrets
 * @param secrets new values, in the clear
 */
record TargetSettings(Attributes open, Map<String, String> secrets) {

  /**
   * @param present secret properties that have a value already
   * @throws RejectedException naming each field, e.g. {@code settings.base.dn}
   */
  static TargetSettings check(ConnectorType type, Attributes written, Set<String> present) {
    List<Problem> problems = new ArrayList<>();
    Attributes.Builder open = Attributes.builder();
    Map<String, String> secrets = new LinkedHashMap<>();
    written.forEach(
        (name, value) -> {
          Optional<Property> property = type.property(name);
          if (property.isEmpty()) {
            problems.add(problem(name, "connector type " + type.id() + " has no such setting."));
          } else if (!value.isNone()) {
            Optional<String> mistake = mistake(property.get(), value);
            mistake.ifPresent(detail -> problems.add(problem(name, detail)));
            if (mistake.isEmpty() && property.get().kind() == Kind.SECRET) {
              secrets.put(name, ((Value.Text) value).value());
            } else {
              open.put(name, value);
            }
          }
        });
    Attributes kept = open.build();
    for (Property property : type.properties()) {
      boolean given =
          kept.get(property.id()).isPresent()
              || secrets.containsKey(property.id())
              || present.contains(property.id());
      if (property.required() && !given && written.get(property.id()).isEmpty()) {
        problems.add(problem(property.id(), "it is required (" + property.name() + ")."));
      }
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return new TargetSettings(kept, secrets);
  }

  private static Optional<String> mistake(Property property, Value value) {
    if (property.many()) {
      return value.elements().stream().flatMap(v -> single(property, v).stream()).findFirst();
    }
    return value instanceof Value.Many
        ? Optional.of("one value is expected.")
        : single(property, value);
  }

  private static Optional<String> single(Property property, Value value) {
    boolean right =
        switch (property.kind()) {
          case TEXT, SECRET -> value instanceof Value.Text;
          case BOOLEAN -> value instanceof Value.Bool;
          case INTEGER ->
              value instanceof Value.Num num && num.value().stripTrailingZeros().scale() <= 0;
          case DECIMAL -> value instanceof Value.Num;
        };
    if (!right) {
      return Optional.of("a value of type " + word(property.kind()) + " is expected.");
    }
    boolean allowed =
        property.options().isEmpty()
            || (value instanceof Value.Text text && property.options().contains(text.value()));
    return allowed
        ? Optional.empty()
        : Optional.of("one of " + String.join(", ", property.options()) + " is expected.");
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case TEXT, SECRET -> "string";
      case BOOLEAN -> "boolean";
      case INTEGER -> "integer";
      case DECIMAL -> "number";
    };
  }

  private static Problem problem(String setting, String detail) {
    String place = "settings." + setting;
    return Problem.at(INVALID_VALUE, AttributePath.of(place), place + ": " + detail);
  }
}
