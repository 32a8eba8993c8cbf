package io.tessera.connector.rest.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body with names in braces: {@code {"user": "{attributes}", "notify": false}}. A text that is a
 * name alone becomes the value in its own type; one with a name in it becomes a text. Members whose
 * value there is not are left out. A member {@code "*"} is replaced by the members of the object it
 * stands for.
 */
record BodyTemplate(Json template) {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)\\}");
  private static final String SPREAD = "*";

  /** The names in braces. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    collect(template, names);
    return names;
  }

  private static void collect(Json value, Set<String> names) {
    if (value instanceof Json.Text text) {
      PLACE.matcher(text.value()).results().forEach(r -> names.add(r.group(1)));
    } else if (value instanceof Json.Array array) {
      array.values().forEach(v -> collect(v, names));
    } else if (value instanceof Json.Members members) {
      members.values().values().forEach(v -> collect(v, names));
    }
  }

  /** The body with values in place of names. */
  Json fill(Function<String, Optional<Json>> values) {
    return fill(template, values).orElse(Json.Members.NONE);
  }

  private static Optional<Json> fill(Json value, Function<String, Optional<Json>> values) {
    if (value instanceof Json.Text text) {
      return text(text.value(), values);
    }
    if (value instanceof Json.Array array) {
      List<Json> filled = new ArrayList<>();
      array.values().forEach(v -> fill(v, values).ifPresent(filled::add));
      return Optional.of(new Json.Array(filled));
    }
    return value instanceof Json.Members members
        ? Optional.of(members(members, values))
        : Optional.of(value);
  }

  private static Json members(Json.Members members, Function<String, Optional<Json>> values) {
    Map<String, Json> filled = new LinkedHashMap<>();
    members
        .values()
        .forEach(
            (name, value) -> {
              Optional<Json> full = fill(value, values);
              if (name.equals(SPREAD) && full.orElse(value) instanceof Json.Members inner) {
                filled.putAll(inner.values());
              } else {
                full.ifPresent(f -> filled.put(name, f));
              }
            });
    return new Json.Members(filled);
  }

  private static Optional<Json> text(String text, Function<String, Optional<Json>> values) {
    Matcher place = PLACE.matcher(text);
    if (place.matches()) {
      return values.apply(place.group(1));
    }
    place.reset();
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (place.find()) {
      Optional<String> value = values.apply(place.group(1)).flatMap(Pointer::text);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      filled.append(text, at, place.start()).append(value.get());
      at = place.end();
    }
    return Optional.of(new Json.Text(filled.append(text.substring(at)).toString()));
  }
}
