package io.tessera.connector.rest.internal;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259), unchangeable. */
sealed interface Json {
  /** Members in their order. */
  record Members(Map<String, Json> values) implements Json {
    static final Members NONE = new Members(Map.of());

    public Members {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The same with a member set. */
    Members with(String name, Json value) {
      Map<String, Json> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Members(more);
    }

    /** The same without a member. */
    Members without(String name) {
      Map<String, Json> less = new LinkedHashMap<>(values);
      less.remove(name);
      return new Members(less);
    }
  }

  /** Elements. */
  record Array(List<Json> values) implements Json {
    public Array {
      values = List.copyOf(values);
    }
  }

  /** A text. */
  record Text(String value) implements Json {}

  /** A number. */
  record Num(BigDecimal value) implements Json {}

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** Null. */
  record Nothing() implements Json {}

  Nothing NULL = new Nothing();
}
