package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML to values and back. Plain data only: no types, no references to classes. */
final class Yaml {
  private Yaml() {}

  /** The documents of a text; empty ones are passed over. */
  static List<Value> read(String source, String text) throws CommandException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Value> documents = new ArrayList<>();
    try {
      Iterable<?> read = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).loadAll(text);
      for (Object document : read) {
        value(document).ifPresent(documents::add);
      }
    } catch (MarkedYAMLException e) {
      throw CommandException.failed(source + ": " + e.getProblem() + at(e));
    } catch (YAMLException e) {
      throw CommandException.failed(source + ": " + e.getMessage());
    }
    return documents;
  }

  static String write(List<Attributes> documents) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setExplicitStart(true);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setDereferenceAliases(true);
    return new org.yaml.snakeyaml.Yaml(options)
        .dumpAll(documents.stream().map(Yaml::map).map(Object.class::cast).iterator());
  }

  private static String at(MarkedYAMLException e) {
    return Optional.ofNullable(e.getProblemMark())
        .map(mark -> " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")")
        .orElse("");
  }

  private static Optional<Value> value(Object read) {
    if (read instanceof Map<?, ?> map) {
      Attributes.Builder attributes = Attributes.builder();
      map.forEach(
          (name, element) ->
              value(element).ifPresent(v -> attributes.keep(String.valueOf(name), v)));
      return Optional.of(Value.complex(attributes.build()));
    } else if (read instanceof List<?> list) {
      return Optional.of(
          Value.many(list.stream().flatMap(element -> value(element).stream()).toList()));
    } else if (read instanceof Boolean bool) {
      return Optional.of(Value.bool(bool));
    } else if (read instanceof BigInteger number) {
      return Optional.of(new Value.Num(new BigDecimal(number)));
    } else if (read instanceof Number number) {
      return Optional.of(new Value.Num(new BigDecimal(number.toString())));
    } else if (read instanceof String text) {
      return Optional.of(Value.text(text));
    } else if (read == null) {
      return Optional.empty();
    }
    throw new YAMLException("'" + read + "' must stand in quotes to be a text.");
  }

  private static Map<String, Object> map(Attributes attributes) {
    Map<String, Object> map = new LinkedHashMap<>();
    attributes.forEach((name, value) -> map.put(name, plain(value)));
    return map;
  }

  private static Object plain(Value value) {
    if (value instanceof Value.Complex complex) {
      return map(complex.attributes());
    } else if (value instanceof Value.Bool bool) {
      return bool.value();
    } else if (value instanceof Value.Num num) {
      return number(num.value());
    } else if (value instanceof Value.Text text) {
      return text.value();
    }
    return value.elements().stream().map(Yaml::plain).toList();
  }

  private static Object number(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? (Object) number.toBigIntegerExact()
        : (Object) number;
  }
}
