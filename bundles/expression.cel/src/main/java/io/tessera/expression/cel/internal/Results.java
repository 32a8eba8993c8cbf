package io.tessera.expression.cel.internal;

import io.tessera.model.Value;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an expression gave, as a value of an attribute. */
final class Results {
  private static final int MAX_OUTPUT = 65_536;

  private int length;

  private Results() {}

  /**
   * @throws ExpressionException it is no value of an attribute, or too long
   */
  static Value value(@Nullable Object result) {
    return new Results().read(result);
  }

  private Value read(@Nullable Object result) {
    if (result instanceof String text) {
      count(text.length());
      return Value.text(text);
    }
    if (result instanceof Boolean bool) {
      return Value.bool(bool);
    }
    if (result instanceof Number number) {
      count(1);
      return new Value.Num(new BigDecimal(number.toString()));
    }
    if (result instanceof Optional<?> optional) {
      return optional.map(this::read).orElse(Value.NONE);
    }
    if (result instanceof Iterable<?> list) {
      return many(list);
    }
    if (result == null || result instanceof dev.cel.common.values.NullValue) {
      return Value.NONE;
    }
    throw new ExpressionException(
        "it gives a "
            + result.getClass().getSimpleName()
            + "; text, a number, true or false, or a"
            + " list of them is expected");
  }

  private Value many(Iterable<?> list) {
    List<Value> values = new ArrayList<>();
    for (Object element : list) {
      count(1);
      Value value = read(element);
      if (value instanceof Value.Many) {
        throw new ExpressionException("it gives a list of lists");
      }
      values.add(value);
    }
    return Value.many(values);
  }

  private void count(int more) {
    length += more;
    if (length > MAX_OUTPUT) {
      throw new ExpressionException("it gives more than " + MAX_OUTPUT + " characters");
    }
  }
}
