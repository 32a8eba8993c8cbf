package io.tessera.connector.scim;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A resource as target attributes, under the paths a policy map writes: {@code name.familyName},
 * {@code emails[type eq "work"].value}, {@code entitlements}. An element that can be written in two
 * ways, by its type and as the primary one, is there under both.
 */
final class FlatResource {
  private static final Set<String> NOT_TOLD =
      Set.of("schemas", "id", "meta", "password", "members", "groups");
  private static final String VALUE = "value";
  private static final String TYPE = "type";
  private static final String PRIMARY = "primary";

  private final Map<String, List<String>> all = new LinkedHashMap<>();

  private FlatResource() {}

  static TargetAttributes of(Attributes resource) {
    FlatResource flat = new FlatResource();
    resource.forEach(
        (name, value) -> {
          if (name.startsWith("urn:") && value instanceof Value.Complex extension) {
            extension.attributes().forEach((inner, v) -> flat.add(name + ":" + inner, v));
          } else if (!NOT_TOLD.contains(name)) {
            flat.add(name, value);
          }
        });
    return TargetAttributes.of(flat.all);
  }

  private void add(String path, Value value) {
    if (value instanceof Value.Complex complex) {
      complex.attributes().forEach((sub, v) -> put(path + "." + sub, v));
    } else {
      value.elements().forEach(element -> element(path, element));
    }
  }

  private void element(String path, Value element) {
    if (!(element instanceof Value.Complex complex)) {
      put(path, element);
      return;
    }
    Attributes attributes = complex.attributes();
    attributes.get(VALUE).ifPresent(v -> put(path, v));
    attributes
        .text(TYPE)
        .filter(type -> type.indexOf('"') < 0 && type.indexOf('\\') < 0)
        .ifPresent(type -> parts(path + "[type eq \"" + type + "\"]", attributes, TYPE));
    if (attributes.bool(PRIMARY).orElse(false)) {
      parts(path + "[primary eq true]", attributes, PRIMARY);
    }
  }

  /** Of several elements of one type the first is the one a path selects. */
  private void parts(String selected, Attributes element, String selector) {
    element.forEach(
        (sub, value) -> {
          if (!sub.equals(selector) && !all.containsKey(selected + "." + sub)) {
            put(selected + "." + sub, value);
          }
        });
  }

  private void put(String path, Value value) {
    Documents.text(value).ifPresent(t -> all.computeIfAbsent(path, p -> new ArrayList<>()).add(t));
  }
}
