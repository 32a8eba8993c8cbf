package io.tessera.provisioning.internal.policymap;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMaps.ExplainedValue;
import io.tessera.provisioning.api.admin.PolicyMaps.Origin;
import io.tessera.provisioning.api.spi.Expression;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells for people how a row comes to its values. */
record Explanation(
    Attributes identity, Map<String, Attributes> inputs, Map<String, String> generated) {
  private static final String PREFIX = "policyMap.";

  ExplainedValue of(CompiledRow row) {
    try {
      boolean sent = row.applies(Set.of(), inputs);
      Computed computed = computed(row);
      return explained(row, computed, sent, "");
    } catch (UncomputableException failed) {
      return explained(
          row,
          new Computed(List.of(), Origin.NOTHING, ""),
          false,
          String.valueOf(failed.getMessage()));
    }
  }

  private record Computed(List<String> values, Origin origin, String source) {}

  private Computed computed(CompiledRow row) {
    if (row.generator() != null) {
      return madeUp(row);
    }
    List<String> values = row.values(identity, inputs);
    if (values.isEmpty()) {
      return new Computed(values, Origin.NOTHING, "");
    }
    if (!row.row().constant().isEmpty()) {
      return new Computed(values, Origin.CONSTANT, "");
    }
    if (row.computed(identity, inputs).isEmpty()) {
      return new Computed(values, Origin.OTHERWISE, "");
    }
    return row.expression() == null
        ? new Computed(values, Origin.PATH, givingPath(row))
        : new Computed(values, Origin.EXPRESSION, row.row().expression());
  }

  /** What is reserved or, before anything is, what would be tried first. */
  private Computed madeUp(CompiledRow row) {
    String reserved = generated.get(row.row().attribute());
    if (reserved != null) {
      return new Computed(row.converted(List.of(reserved)), Origin.RESERVED, "");
    }
    Iterator<String> candidates = row.candidates(inputs);
    return candidates.hasNext()
        ? new Computed(row.converted(List.of(candidates.next())), Origin.CANDIDATE, "")
        : new Computed(List.of(), Origin.NOTHING, "");
  }

  private String givingPath(CompiledRow row) {
    for (int i = 0; i < row.from().size(); i++) {
      if (!row.from().get(i).values(identity).isEmpty()) {
        return row.row().from().get(i);
      }
    }
    return "";
  }

  private ExplainedValue explained(
      CompiledRow row, Computed computed, boolean sent, String problem) {
    return new ExplainedValue(
        row.row().attribute(),
        row.place().substring(PREFIX.length()),
        computed.values(),
        computed.origin(),
        computed.source(),
        inputs(row),
        sent,
        row.row().on(),
        problem);
  }

  private Map<String, List<String>> inputs(CompiledRow row) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (int i = 0; i < row.from().size(); i++) {
      found.put(row.row().from().get(i), row.from().get(i).values(identity));
    }
    Stream.of(Optional.ofNullable(row.expression()), Optional.ofNullable(row.condition()))
        .flatMap(Optional::stream)
        .map(Expression::reads)
        .flatMap(Set::stream)
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .forEach(path -> found.put(String.join(".", path), values(path)));
    return found;
  }

  private List<String> values(List<String> path) {
    Value at = Value.complex(inputs.getOrDefault(path.get(0), Attributes.empty()));
    for (String name : path.subList(1, path.size())) {
      at =
          at instanceof Value.Complex complex
              ? complex.attributes().get(name).orElse(Value.NONE)
              : Value.NONE;
    }
    return at.elements().stream()
        .map(value -> value instanceof Value.Complex ? "{...}" : SourcePath.text(value))
        .toList();
  }
}
