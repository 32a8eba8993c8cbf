package io.tessera.connector.soap.internal;

import io.tessera.connector.soap.internal.Call.Input;
import io.tessera.connector.soap.internal.Call.Output;
import io.tessera.connector.spi.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How users, or groups, are kept by the service.
 *
 * @param attributes where each attribute is in an account
 * @param keyAttribute tells one account from others, besides its id
 */
record Mapping(
    String keyAttribute,
    Map<String, Path> attributes,
    Optional<Call> create,
    Optional<Call> update,
    Optional<Call> delete,
    Optional<Call> get,
    Optional<Call> find,
    Optional<Call> list) {

  /** Reads {@code path = attribute}, line by line. */
  static Map<String, Path> attributes(String property, String @Nullable [] lines) {
    Map<String, Path> attributes = new LinkedHashMap<>();
    for (String line : lines == null ? new String[0] : lines) {
      if (line.isBlank()) {
        continue;
      }
      Input input = Call.input(property, line);
      if (!(input.source() instanceof Source.Attribute attribute)) {
        throw new ConfigurationException(property, "must name an attribute: path = attribute.");
      }
      if (attributes.putIfAbsent(attribute.name(), input.path()) != null) {
        throw new ConfigurationException(property, "has " + attribute.name() + " twice.");
      }
    }
    return attributes;
  }

  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    List.of(create, update, delete, get, find, list).forEach(c -> c.ifPresent(calls::add));
    return calls;
  }

  /** What a call sends, each attribute by itself. */
  List<Input> inputs(Call call) {
    List<Input> inputs = new ArrayList<>();
    for (Input input : call.inputs()) {
      if (input.source() instanceof Source.All) {
        attributes.forEach(
            (name, path) ->
                inputs.add(new Input(input.path().then(path), new Source.Attribute(name))));
      } else {
        inputs.add(input);
      }
    }
    return inputs;
  }

  /** Where a call's answer, or each account in it, has attributes. */
  Map<String, Path> readable(Call call) {
    Map<String, Path> readable = new LinkedHashMap<>();
    for (Output output : call.outputs()) {
      if (output.name().equals(Call.ALL)) {
        attributes.forEach((name, path) -> readable.put(name, output.path().then(path)));
      } else if (!output.name().startsWith("$")) {
        readable.put(output.name(), output.path());
      }
    }
    return readable;
  }
}
