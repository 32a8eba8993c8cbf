package io.tessera.provisioning.internal.policymap;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An expression that was right once and is not any more. It gives nothing, rather than no value:
 * the attribute would be emptied.
 */
record BrokenExpression(String source, String why) implements Expression {
  @Override
  public Set<List<String>> reads() {
    return Set.of();
  }

  @Override
  public Value evaluate(Map<String, Attributes> inputs) {
    throw new ExpressionException(why);
  }
}
