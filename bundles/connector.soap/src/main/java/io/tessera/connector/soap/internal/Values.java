package io.tessera.connector.soap.internal;

import io.tessera.connector.soap.internal.Source.Variable;
import io.tessera.connector.spi.TargetAttributes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to send.
 *
 * @param creation whether what has no value is left out in place of being emptied
 */
record Values(
    TargetAttributes attributes, boolean creation, Map<Variable, List<String>> variables) {
  Values {
    variables = Map.copyOf(variables);
  }

  static Values none() {
    return new Values(TargetAttributes.none(), false, Map.of());
  }

  static Values of(TargetAttributes attributes, boolean creation) {
    return new Values(attributes, creation, Map.of());
  }

  Values with(Variable variable, String value) {
    return with(variable, List.of(value));
  }

  Values with(Variable variable, List<String> several) {
    Map<Variable, List<String>> more = new EnumMap<>(Variable.class);
    more.putAll(variables);
    more.put(variable, several);
    return new Values(attributes, creation, more);
  }

  /** The values of a source; none where nothing is to be said of it. */
  Optional<List<String>> get(Source source) {
    if (source instanceof Source.Literal literal) {
      return Optional.of(List.of(literal.text()));
    }
    if (source instanceof Source.Attribute attribute) {
      List<String> all = attributes.all(attribute.name());
      boolean said = attributes.has(attribute.name()) && !(creation && all.isEmpty());
      return said ? Optional.of(all) : Optional.empty();
    }
    return source instanceof Variable variable
        ? Optional.ofNullable(variables.get(variable))
        : Optional.empty();
  }
}
