package io.tessera.provisioning.internal.policymap;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row ready to compute.
 *
 * @param place for messages: {@code policyMap.user[3]}
 * @param expression null for paths and constants
 * @param condition null for always
 * @param generator null when the value is not made up
 */
record CompiledRow(
    PolicyMap.Row row,
    String place,
    List<SourcePath> from,
    @Nullable Expression expression,
    @Nullable Expression condition,
    @Nullable Generator generator) {

  /**
   * Whether the attribute is sent at all.
   *
   * @param events what is done to the account; none asks for every row
   */
  boolean applies(Set<PolicyMap.Event> events, Map<String, Attributes> inputs) {
    boolean wanted =
        events.isEmpty() || row.on().isEmpty() || !Collections.disjoint(row.on(), events);
    return wanted
        && (condition == null
            || evaluate(condition, ".condition", inputs).equals(Value.bool(true)));
  }

  /** Whether it is sent for the change itself, and not only for what happens to the account. */
  boolean isForUpdates() {
    return row.on().isEmpty() || row.on().contains(PolicyMap.Event.UPDATE);
  }

  /** Whether what is sent of it depends on what it was before a change. */
  boolean looksBack() {
    return row.handling().strength() == PolicyMap.Strength.NORMAL
        || row.handling().merge() == PolicyMap.Merge.ADD
        || row.on().contains(PolicyMap.Event.RENAME);
  }

  /**
   * Values to choose from, for a row whose value is made up.
   *
   * @throws UncomputableException now or while it is walked through
   */
  Iterator<String> candidates(Map<String, Attributes> inputs) {
    Iterator<String> candidates =
        generator == null ? List.<String>of().iterator() : generator.candidates(inputs);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return told(candidates::hasNext, ".generate");
      }

      @Override
      public String next() {
        return told(candidates::next, ".generate");
      }
    };
  }

  /** None at all means that the attribute is emptied. */
  List<String> values(Attributes identity, Map<String, Attributes> inputs) {
    List<String> computed = computed(identity, inputs);
    return converted(computed.isEmpty() ? row.otherwise() : computed);
  }

  /**
   * Values as connectors expect them.
   *
   * @throws UncomputableException one is not of the row's type
   */
  List<String> converted(List<String> values) {
    if (row.handling().equals(PolicyMap.Handling.DEFAULT)) {
      return values;
    }
    Conversion conversion = new Conversion(row.handling());
    return values.stream()
        .map(
            value ->
                conversion
                    .of(value)
                    .orElseThrow(
                        () ->
                            new UncomputableException(
                                place + " of " + row.attribute(),
                                "a value " + conversion.expectation())))
        .toList();
  }

  /** What paths, expression or constant give. */
  List<String> computed(Attributes identity, Map<String, Attributes> inputs) {
    if (!row.constant().isEmpty()) {
      return row.constant();
    }
    if (expression != null) {
      return evaluate(expression, ".expression", inputs).elements().stream()
          .map(this::text)
          .filter(text -> !text.isEmpty())
          .toList();
    }
    for (SourcePath path : from) {
      List<String> values = path.values(identity).stream().filter(v -> !v.isEmpty()).toList();
      if (!values.isEmpty()) {
        return values;
      }
    }
    return List.of();
  }

  private Value evaluate(Expression what, String part, Map<String, Attributes> inputs) {
    return told(() -> what.evaluate(inputs), part);
  }

  private <T> T told(Supplier<T> computation, String part) {
    try {
      return computation.get();
    } catch (ExpressionException failed) {
      throw new UncomputableException(
          place + part + " of " + row.attribute(), String.valueOf(failed.getMessage()));
    }
  }

  private String text(Value value) {
    if (value instanceof Value.Complex) {
      throw new UncomputableException(
          place + ".expression of " + row.attribute(), "it gives a value with sub-attributes");
    }
    return SourcePath.text(value);
  }
}
