package io.tessera.connector.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes of an account in the target's own names, as the policy map computed them. Every
 * value is a list of texts: numbers in decimal form, truth values {@code true} or {@code false},
 * dates in RFC 3339 UTC, binary in base64. An attribute with no values is to be emptied; an
 * attribute that is not there is none of ours and stays as it is.
 */
public final class TargetAttributes {
  private static final TargetAttributes NONE = new TargetAttributes(Map.of());

  private final Map<String, List<String>> values;

  private TargetAttributes(Map<String, List<String>> values) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    this.values = Collections.unmodifiableMap(copy);
  }

  public static TargetAttributes none() {
    return NONE;
  }

  /** Copies the map, in its order. */
  public static TargetAttributes of(Map<String, List<String>> values) {
    return values.isEmpty() ? NONE : new TargetAttributes(values);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** In the order of the policy map. */
  public Set<String> names() {
    return values.keySet();
  }

  /** All values; empty both for "to be emptied" and for "not ours", see {@link #has}. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The first value. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Whether the attribute is ours to set, even if to nothing. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public Map<String, List<String>> asMap() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TargetAttributes that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Names only: values may be personal and do not belong in logs. */
  @Override
  public String toString() {
    return "TargetAttributes" + values.keySet();
  }

  /** Collects attributes in order; not safe for use by several threads. */
  public static final class Builder {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Builder() {}

    /** Sets an attribute; no values means "to be emptied". */
    public Builder put(String name, String... all) {
      return put(name, List.of(all));
    }

    public Builder put(String name, List<String> all) {
      values.put(name, all);
      return this;
    }

    /** Adds a value to what an attribute has. */
    public Builder add(String name, String value) {
      values.computeIfAbsent(name, n -> new ArrayList<>());
      List<String> longer = new ArrayList<>(values.getOrDefault(name, List.of()));
      longer.add(value);
      values.put(name, longer);
      return this;
    }

    public TargetAttributes build() {
      return of(values);
    }
  }
}
