package io.tessera.expression.cel.internal;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled expression of the language. */
final class CelExpression implements Expression {
  /** What it means that an attribute or an element of a list is not there. */
  private static final Set<CelErrorCode> NOT_THERE =
      Set.of(CelErrorCode.ATTRIBUTE_NOT_FOUND, CelErrorCode.INDEX_OUT_OF_BOUNDS);

  private final String source;
  private final Set<String> inputs;
  private final Set<List<String>> reads;
  private final CelRuntime.Program program;

  CelExpression(
      String source, Set<String> inputs, Set<List<String>> reads, CelRuntime.Program program) {
    this.source = source;
    this.inputs = inputs;
    this.reads = reads;
    this.program = program;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Set<List<String>> reads() {
    return reads;
  }

  @Override
  public Value evaluate(Map<String, Attributes> given) {
    Map<String, Object> seen = new HashMap<>();
    for (String input : inputs) {
      seen.put(input, new AttributesMap(given.getOrDefault(input, Attributes.empty())));
    }
    try {
      return Results.value(program.eval(seen));
    } catch (CelEvaluationException failed) {
      if (NOT_THERE.contains(failed.getErrorCode())) {
        return Value.NONE;
      }
      throw because(failed);
    }
  }

  private static ExpressionException because(CelEvaluationException failed) {
    for (@Nullable Throwable at = failed; at != null; at = at.getCause()) {
      if (at instanceof ExpressionException ours) {
        return ours;
      }
    }
    return new ExpressionException(
        switch (failed.getErrorCode()) {
          case OVERLOAD_NOT_FOUND -> "a function is given values of a type that it does not take";
          case DIVIDE_BY_ZERO -> "a division by zero";
          case NUMERIC_OVERFLOW -> "a number is too large";
          case ITERATION_BUDGET_EXCEEDED -> "it takes too many steps";
          default -> plain(String.valueOf(failed.getMessage()));
        });
  }

  private static String plain(String message) {
    return message.replaceFirst("^evaluation error[^:]*(:\\d+)?: ", "");
  }
}
