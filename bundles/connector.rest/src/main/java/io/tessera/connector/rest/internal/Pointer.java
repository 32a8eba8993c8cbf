package io.tessera.connector.rest.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON value (RFC 6901): {@code /name/given}, {@code /emails/0}; empty for the whole.
 *
 * @param steps unescaped names and indexes
 */
record Pointer(List<String> steps) {
  Pointer {
    steps = List.copyOf(steps);
  }

  /**
   * @throws IllegalArgumentException it is none
   */
  static Pointer of(String written) {
    if (written.isEmpty()) {
      return new Pointer(List.of());
    }
    if (!written.startsWith("/")) {
      throw new IllegalArgumentException(
          "\"" + written + "\" is no JSON Pointer; write it like /name/given");
    }
    List<String> steps = new ArrayList<>();
    for (String step : written.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return new Pointer(steps);
  }

  /** What is there; none where there is nothing, or null. */
  Optional<Json> in(Json whole) {
    @Nullable Json at = whole;
    for (String step : steps) {
      at = step(at, step);
      if (at == null) {
        return Optional.empty();
      }
    }
    return at instanceof Json.Nothing ? Optional.empty() : Optional.of(at);
  }

  private static @Nullable Json step(Json at, String step) {
    if (at instanceof Json.Members members) {
      return members.values().get(step);
    }
    boolean index = step.matches("0|[1-9][0-9]{0,8}");
    if (at instanceof Json.Array array && index && Integer.parseInt(step) < array.values().size()) {
      return array.values().get(Integer.parseInt(step));
    }
    return null;
  }

  /** The text, number or truth that is there, as text. */
  Optional<String> textIn(Json whole) {
    return in(whole).flatMap(Pointer::text);
  }

  static Optional<String> text(Json value) {
    if (value instanceof Json.Text text) {
      return Optional.of(text.value());
    }
    if (value instanceof Json.Num number) {
      return Optional.of(number.value().toPlainString());
    }
    return value instanceof Json.Bool bool
        ? Optional.of(String.valueOf(bool.value()))
        : Optional.empty();
  }

  /** The same object with a value at this place; objects on the way are made. */
  Json.Members set(Json.Members whole, Json value) {
    return set(whole, 0, value);
  }

  private Json.Members set(Json.Members in, int depth, Json value) {
    String step = steps.get(depth);
    if (depth == steps.size() - 1) {
      return in.with(step, value);
    }
    Json below = in.values().get(step);
    Json.Members inner = below instanceof Json.Members members ? members : Json.Members.NONE;
    return in.with(step, set(inner, depth + 1, value));
  }

  /** The same object with nothing at this place. */
  Json.Members removedFrom(Json.Members whole) {
    return remove(whole, 0);
  }

  private Json.Members remove(Json.Members in, int depth) {
    String step = steps.get(depth);
    if (depth == steps.size() - 1) {
      return in.without(step);
    }
    return in.values().get(step) instanceof Json.Members inner
        ? in.with(step, remove(inner, depth + 1))
        : in;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    steps.forEach(s -> text.append('/').append(s.replace("~", "~0").replace("/", "~1")));
    return text.toString();
  }
}
