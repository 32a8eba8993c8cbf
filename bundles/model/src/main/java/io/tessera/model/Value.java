package io.tessera.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * The value of an attribute. Dates, references and binary values are {@link Text}; the schema knows
 * what they mean.
 */
public sealed interface Value {
  /** A string, date-time (RFC 3339), reference or base64 text. */
  record Text(String value) implements Value {}

  /** A truth value. */
  record Bool(boolean value) implements Value {}

  /** An integer or decimal number. */
  record Num(BigDecimal value) implements Value {
    public static Num of(long value) {
      return new Num(BigDecimal.valueOf(value));
    }
  }

  /** A value with sub-attributes. */
  record Complex(Attributes attributes) implements Value {}

  /** The values of a multi-valued attribute, in the order they were given. */
  record Many(List<Value> values) implements Value {
    public Many {
      values = List.copyOf(values);
    }
  }

  /** "No value": null, an empty list and an absent attribute are the same (RFC 7643 2.5). */
  Many NONE = new Many(List.of());

  static Text text(String value) {
    return new Text(value);
  }

  static Bool bool(boolean value) {
    return new Bool(value);
  }

  static Complex complex(Attributes attributes) {
    return new Complex(attributes);
  }

  static Many many(List<? extends Value> values) {
    return new Many(List.copyOf(values));
  }

  /** Whether this is an unassigned value (RFC 7643 2.5). */
  default boolean isNone() {
    return this instanceof Many many && many.values().isEmpty();
  }

  /** This value as a list: a multi-valued one's elements, else itself alone. */
  default List<Value> elements() {
    return this instanceof Many many ? many.values() : List.of(this);
  }
}
