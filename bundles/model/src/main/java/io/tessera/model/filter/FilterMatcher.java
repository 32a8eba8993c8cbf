package io.tessera.model.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.ResourceSchema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Decides whether attributes satisfy a filter, comparing as the schema says (RFC 7644 section
 * 3.4.2.2). An attribute that is absent satisfies nothing but {@code ne} and {@code not}.
 */
public final class FilterMatcher {
  private final ResourceSchema schema;

  public FilterMatcher(ResourceSchema schema) {
    this.schema = schema;
  }

  /**
   * Whether a resource matches.
   *
   * @param attributes as kept, plus whatever of id, meta and externalId the filter asks for
   */
  public boolean matches(Filter filter, Attributes attributes) {
    if (filter instanceof Filter.And and) {
      return and.all().stream().allMatch(f -> matches(f, attributes));
    }
    if (filter instanceof Filter.Or or) {
      return or.any().stream().anyMatch(f -> matches(f, attributes));
    }
    if (filter instanceof Filter.Not not) {
      return !matches(not.filter(), attributes);
    }
    if (filter instanceof Filter.Present present) {
      return attributes.at(present.path()).filter(v -> !v.isNone()).isPresent();
    }
    if (filter instanceof Filter.Element element) {
      return attributes.at(element.path().whole()).stream()
          .flatMap(v -> v.elements().stream())
          .anyMatch(e -> elementMatches(element.path(), element.inner(), e));
    }
    return compares((Filter.Compare) filter, attributes);
  }

  /**
   * Whether one element of a multi-valued attribute matches the filter in brackets.
   *
   * @param path the attribute
   * @param inner its paths name sub-attributes
   */
  public boolean elementMatches(AttributePath path, Filter inner, Value element) {
    if (inner instanceof Filter.And and) {
      return and.all().stream().allMatch(f -> elementMatches(path, f, element));
    }
    if (inner instanceof Filter.Or or) {
      return or.any().stream().anyMatch(f -> elementMatches(path, f, element));
    }
    if (inner instanceof Filter.Not not) {
      return !elementMatches(path, not.filter(), element);
    }
    if (inner instanceof Filter.Present present) {
      return sub(element, present.path().name()).isPresent();
    }
    if (inner instanceof Filter.Compare compare) {
      AttributePath full = path.withSub(compare.path().name());
      Optional<Value> value = sub(element, compare.path().name());
      if (compare.operator() == Operator.NE) {
        return value.isEmpty() || test(full, compare, value.get());
      }
      return value.isPresent() && test(full, compare, value.get());
    }
    return false;
  }

  private static Optional<Value> sub(Value element, String name) {
    if (element instanceof Value.Complex complex) {
      return complex.attributes().get(name);
    }
    return name.equals("value") ? Optional.of(element) : Optional.empty();
  }

  private boolean compares(Filter.Compare compare, Attributes attributes) {
    Optional<Value> value = attributes.at(valueOf(compare.path()));
    if (compare.operator() == Operator.NE) {
      return value.isEmpty()
          || value.get().elements().stream().allMatch(v -> test(compare.path(), compare, v));
    }
    return value.isPresent()
        && value.get().elements().stream().anyMatch(v -> test(compare.path(), compare, v));
  }

  /** A complex attribute without a sub-attribute is compared by its {@code value}. */
  private AttributePath valueOf(AttributePath path) {
    boolean complex =
        path.sub().isEmpty()
            && schema
                .definition(path)
                .filter(AttributeDefinition::isComplex)
                .flatMap(d -> d.sub("value"))
                .isPresent();
    return complex ? path.withSub("value") : path;
  }

  private boolean test(AttributePath path, Filter.Compare compare, Value actual) {
    Optional<AttributeDefinition> definition = schema.definition(valueOf(path));
    boolean caseExact = definition.map(AttributeDefinition::caseExact).orElse(false);
    boolean dateTime = definition.filter(d -> d.type() == Type.DATE_TIME).isPresent();
    Operator operator = compare.operator();
    if (actual instanceof Value.Text a && compare.literal() instanceof Value.Text b) {
      return dateTime
          ? dates(operator, a.value(), b.value())
          : caseExact
              ? texts(operator, a.value(), b.value())
              : texts(operator, Names.fold(a.value()), Names.fold(b.value()));
    }
    if (actual instanceof Value.Bool a && compare.literal() instanceof Value.Bool b) {
      return equality(operator, a.value() == b.value());
    }
    if (actual instanceof Value.Num a && compare.literal() instanceof Value.Num b) {
      return ordered(operator, a.value().compareTo(b.value()));
    }
    return operator == Operator.NE;
  }

  private static boolean dates(Operator operator, String actual, String literal) {
    try {
      return ordered(operator, instant(actual).compareTo(instant(literal)));
    } catch (DateTimeParseException notADate) {
      return texts(operator, actual, literal);
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static boolean texts(Operator operator, String actual, String literal) {
    return switch (operator) {
      case CO -> actual.contains(literal);
      case SW -> actual.startsWith(literal);
      case EW -> actual.endsWith(literal);
      default -> ordered(operator, actual.compareTo(literal));
    };
  }

  private static boolean ordered(Operator operator, int comparison) {
    return switch (operator) {
      case GT -> comparison > 0;
      case GE -> comparison >= 0;
      case LT -> comparison < 0;
      case LE -> comparison <= 0;
      default -> equality(operator, comparison == 0);
    };
  }

  private static boolean equality(Operator operator, boolean equal) {
    return operator == Operator.EQ ? equal : operator == Operator.NE && !equal;
  }
}
