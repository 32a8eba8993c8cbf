package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column, as the database knows it.
 *
 * @param quoted its name as it stands in a statement
 * @param jdbcType one of {@link java.sql.Types}
 * @param size most characters of a text; 0 where it is not known
 * @param given whether the database gives it a value when we do not
 * @param writable false for what the database alone computes
 */
record Column(
    String name,
    String quoted,
    ColumnType type,
    int jdbcType,
    int size,
    boolean nullable,
    boolean given,
    boolean writable) {

  /** What is to be bound in place of a question mark; null for NULL. */
  record Value(Column column, @Nullable Object value) {
    /** Whether it is among values that are {@link Column#comparable}. */
    boolean isIn(Set<Object> comparable) {
      return value != null && comparable.contains(column.comparable(value));
    }
  }

  /**
   * The text as it is when it is read from this column, e.g. of a CHAR without the spaces that a
   * copy of it in another column still has.
   */
  String asRead(String text) {
    return type == ColumnType.PADDED ? text.stripTrailing() : text;
  }

  /** What stands for a value in sets: equal where the database says so, e.g. for 5 and 5.00. */
  Object comparable(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    return value instanceof String text ? asRead(text) : value;
  }

  /** A value that a row may have or not; none where no row can have it. */
  Optional<Value> search(String text) {
    return type.parse(text).map(v -> new Value(this, v));
  }

  /**
   * A value to be written.
   *
   * @throws TargetFailure it cannot be, for a reason that names the column and not the value
   */
  Value write(String text) throws TargetFailure {
    if (isText() && size > 0 && text.codePointCount(0, text.length()) > size) {
      throw refused("takes " + size + " characters at most");
    }
    return search(text).orElseThrow(() -> refused("takes no such value; it is a " + type));
  }

  /** NULL. */
  Value empty() throws TargetFailure {
    if (!nullable) {
      throw refused("may not be empty; map a value");
    }
    return new Value(this, null);
  }

  private boolean isText() {
    return type == ColumnType.TEXT || type == ColumnType.PADDED;
  }

  private TargetFailure refused(String why) {
    return TargetFailure.of(FailureKind.INVALID, "The column " + name + " " + why + ".");
  }
}
