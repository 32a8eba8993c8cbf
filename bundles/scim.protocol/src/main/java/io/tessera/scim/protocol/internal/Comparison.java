package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.AttributeDefinition.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks one {@code attribute operator literal} against the schema and types the literal. */
final class Comparison {
  private static final Set<Operator> EQUALITY = EnumSet.of(Operator.EQ, Operator.NE);
  private static final Set<Operator> PARTS = EnumSet.of(Operator.CO, Operator.SW, Operator.EW);
  private static final Set<Operator> ORDER = EnumSet.complementOf(EnumSet.copyOf(PARTS));
  private static final Set<Operator> ALL = EnumSet.allOf(Operator.class);

  private final Cursor cursor;
  private final int position;

  /**
   * @param position where the comparison starts, for messages
   */
  Comparison(Cursor cursor, int position) {
    this.cursor = cursor;
    this.position = position;
  }

  /** Refuses attributes whose values nobody may learn, not even by asking questions. */
  void refuseSecret(Scope.Named named) {
    if (named.definition().returned() == Returned.NEVER) {
      throw cursor.fail(position, "'" + named.path() + "' cannot be used in a filter");
    }
  }

  Filter of(Scope.Named named, Operator operator, @Nullable Value literal) {
    refuseSecret(named);
    if (literal == null) {
      return againstNull(named.path(), operator);
    }
    Scope.Named compared =
        named
            .comparable()
            .orElseThrow(
                () ->
                    cursor.fail(
                        position,
                        "'"
                            + named.path()
                            + "' is complex; compare one of its sub-attributes, e.g. '"
                            + named.path()
                            + "."
                            + named.definition().subAttributes().get(0).name()
                            + "'"));
    AttributeDefinition definition = compared.definition();
    if (!operators(definition.type()).contains(operator)) {
      throw cursor.fail(
          position,
          "'"
              + compared.path()
              + "' is of type "
              + definition.type().scimName()
              + ", which the operator "
              + operator.name().toLowerCase(Locale.ROOT)
              + " does not compare");
    }
    return new Filter.Compare(compared.path(), operator, typed(compared, literal));
  }

  private Filter againstNull(AttributePath path, Operator operator) {
    return switch (operator) {
      case EQ -> new Filter.Not(new Filter.Present(path));
      case NE -> new Filter.Present(path);
      default -> throw cursor.fail(position, "null can be compared by eq and ne only");
    };
  }

  private static Set<Operator> operators(Type type) {
    return switch (type) {
      case BOOLEAN, BINARY, COMPLEX -> EQUALITY;
      case DECIMAL, INTEGER, DATE_TIME -> ORDER;
      case STRING, REFERENCE -> ALL;
    };
  }

  private Value typed(Scope.Named compared, Value literal) {
    Value typed =
        switch (compared.definition().type()) {
          case BOOLEAN -> Literals.bool(literal);
          case DECIMAL, INTEGER -> literal instanceof Value.Num ? literal : null;
          case DATE_TIME -> literal instanceof Value.Text text ? instant(text.value()) : null;
          default -> literal instanceof Value.Text ? literal : null;
        };
    if (typed == null) {
      throw cursor.fail(
          position, "'" + compared.path() + "' is compared with " + Literals.expected(compared));
    }
    return typed;
  }

  private static @Nullable Value instant(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
      return Value.text(instant.toString());
    } catch (DateTimeException notADate) {
      return null;
    }
  }
}
