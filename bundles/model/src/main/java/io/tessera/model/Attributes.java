package io.tessera.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * An immutable tree of attributes in the order they were given. Names are the schema's own spelling
 * once {@code Provisioning} has validated them; attributes of an extension lie below the
 * extension's URN.
 */
public final class Attributes {
  private static final Attributes EMPTY = new Attributes(Map.of());

  private final Map<String, Value> values;

  private Attributes(Map<String, Value> values) {
    this.values = values;
  }

  /** No attributes at all. */
  public static Attributes empty() {
    return EMPTY;
  }

  /** Starts an empty tree. */
  public static Builder builder() {
    return new Builder(Map.of());
  }

  /** Starts from a copy of this tree. */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** The value of a top-level attribute or extension, by its exact name. */
  public Optional<Value> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The text of a top-level attribute; empty when absent or not a text. */
  public Optional<String> text(String name) {
    return values.get(name) instanceof Value.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The truth value of a top-level attribute; empty when absent or not a truth value. */
  public Optional<Boolean> bool(String name) {
    return values.get(name) instanceof Value.Bool bool
        ? Optional.of(bool.value())
        : Optional.empty();
  }

  /** The sub-attributes of a single complex attribute or of an extension; empty when absent. */
  public Attributes complex(String name) {
    return values.get(name) instanceof Value.Complex complex ? complex.attributes() : EMPTY;
  }

  /**
   * The value at a path, following the extension and the sub-attribute. A sub-attribute of a
   * multi-valued attribute gives all elements' values as one {@link Value.Many}.
   */
  public Optional<Value> at(AttributePath path) {
    Attributes home = path.extension().map(this::complex).orElse(this);
    Optional<Value> value = home.get(path.name());
    Optional<String> sub = path.sub();
    if (value.isEmpty() || sub.isEmpty()) {
      return value;
    }
    if (value.get() instanceof Value.Many many) {
      var subs =
          many.values().stream()
              .flatMap(
                  v ->
                      v instanceof Value.Complex c
                          ? c.attributes().get(sub.get()).stream()
                          : Stream.empty())
              .toList();
      return subs.isEmpty() ? Optional.empty() : Optional.of(Value.many(subs));
    }
    return value.get() instanceof Value.Complex c
        ? c.attributes().get(sub.get())
        : Optional.empty();
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Visits the attributes in order. */
  public void forEach(BiConsumer<? super String, ? super Value> visitor) {
    values.forEach(visitor);
  }

  /** This tree with one attribute set; unassigned values remove it. */
  public Attributes with(String name, Value value) {
    return toBuilder().put(name, value).build();
  }

  /** This tree without one attribute. */
  public Attributes without(String name) {
    return values.containsKey(name) ? toBuilder().remove(name).build() : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Names only: values may be personal and do not belong in logs. */
  @Override
  public String toString() {
    return "Attributes" + values.keySet();
  }

  /** Collects attributes; not safe for use by several threads. */
  public static final class Builder {
    private final Map<String, Value> values;

    private Builder(Map<String, Value> start) {
      values = new LinkedHashMap<>(start);
    }

    /** Sets an attribute; an unassigned value or an empty complex one removes it. */
    public Builder put(String name, Value value) {
      boolean emptyComplex = value instanceof Value.Complex c && c.attributes().isEmpty();
      if (value.isNone() || emptyComplex) {
        values.remove(name);
      } else {
        values.put(name, value);
      }
      return this;
    }

    /**
     * Sets an attribute even to an unassigned value: a request that says {@code null} is not the
     * same as one that says nothing. What is kept is built with {@link #put}.
     */
    public Builder keep(String name, Value value) {
      values.put(name, value);
      return this;
    }

    public Builder put(String name, String text) {
      return put(name, Value.text(text));
    }

    public Builder put(String name, boolean value) {
      return put(name, Value.bool(value));
    }

    public Builder remove(String name) {
      values.remove(name);
      return this;
    }

    public Attributes build() {
      return values.isEmpty()
          ? EMPTY
          : new Attributes(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }
  }
}
