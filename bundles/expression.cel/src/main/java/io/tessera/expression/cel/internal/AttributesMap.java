package io.tessera.expression.cel.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attributes as the language sees them; nothing is copied before it is asked for. */
final class AttributesMap extends AbstractMap<String, Object> {
  /** Longer texts, photographs say, are passed on by paths, not computed with. */
  static final int MAX_TEXT = 16_384;

  private final Attributes attributes;

  AttributesMap(Attributes attributes) {
    this.attributes = attributes;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return name instanceof String text
        ? attributes.get(text).map(AttributesMap::seen).orElse(null)
        : null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text
        && attributes.get(text).filter(value -> !value.isNone()).isPresent();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>();
    attributes.forEach((name, value) -> all.put(name, seen(value)));
    return all.entrySet();
  }

  private static Object seen(Value value) {
    if (value instanceof Value.Text text) {
      return bounded(text.value());
    }
    if (value instanceof Value.Bool bool) {
      return bool.value();
    }
    if (value instanceof Value.Num number) {
      return seen(number.value());
    }
    if (value instanceof Value.Complex complex) {
      return new AttributesMap(complex.attributes());
    }
    return value.elements().stream().map(AttributesMap::seen).toList();
  }

  private static String bounded(String text) {
    if (text.length() > MAX_TEXT) {
      throw new ExpressionException(
          "a value of " + text.length() + " characters is too long to compute with");
    }
    return text;
  }

  private static Object seen(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException notWhole) {
      return number.doubleValue();
    }
  }
}
