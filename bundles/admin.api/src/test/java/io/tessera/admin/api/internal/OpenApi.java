package io.tessera.admin.api.internal;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads our OpenAPI document as far as it goes: references, objects, lists, words. */
final class OpenApi {
  private final Attributes document;

  OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      document = new AttributesJson().read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All {@code GET /targets/{id}}. */
  Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    Attributes paths = document.complex("paths");
    for (String path : paths.names()) {
      for (String method : paths.complex(path).names()) {
        routes.add(method.toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return routes;
  }

  Attributes operation(String method, String template) {
    return document.complex("paths").complex(template).complex(method.toLowerCase(Locale.ROOT));
  }

  Set<String> queryParameters(String method, String template) {
    Set<String> names = new TreeSet<>();
    for (Attributes parameter : objects(operation(method, template), "parameters")) {
      Attributes resolved = resolve(parameter);
      if (resolved.text("in").equals(Optional.of("query"))) {
        names.add(resolved.text("name").orElseThrow());
      }
    }
    return names;
  }

  /** What is wrong with an answer. */
  List<String> faults(String method, String path, int status, Attributes body) {
    List<String> faults = new ArrayList<>();
    Optional<String> template = template(path.replaceAll("\\?.*", ""));
    if (template.isEmpty() || operation(method, template.get()).isEmpty()) {
      return faults; // an error about a route that is not there
    }
    Attributes response =
        resolve(
            operation(method, template.get())
                .complex("responses")
                .complex(Integer.toString(status)));
    if (response.isEmpty()) {
      faults.add("status " + status + " is not documented");
      return faults;
    }
    Attributes content = response.complex("content");
    if (content.isEmpty() != body.isEmpty()) {
      faults.add("a body where none is documented, or none where one is");
    }
    for (String type : content.names()) {
      check(content.complex(type).complex("schema"), Value.complex(body), "", faults);
    }
    return faults;
  }

  private Optional<String> template(String path) {
    if (document.complex("paths").names().contains("/" + path)) {
      return Optional.of("/" + path);
    }
    String[] parts = path.split("/", -1);
    for (String template : document.complex("paths").names()) {
      String[] wanted = template.substring(1).split("/", -1);
      boolean same = wanted.length == parts.length;
      for (int i = 0; same && i < wanted.length; i++) {
        same = wanted[i].equals(parts[i]) || wanted[i].startsWith("{");
      }
      if (same) {
        return Optional.of(template);
      }
    }
    return Optional.empty();
  }

  private void check(Attributes given, Value value, String at, List<String> faults) {
    Attributes schema = resolve(given);
    String type = schema.text("type").orElse("any");
    boolean right =
        switch (type) {
          case "object" -> value instanceof Value.Complex;
          case "array" -> value instanceof Value.Many;
          case "string" -> value instanceof Value.Text text && isOneOf(schema, text.value());
          case "boolean" -> value instanceof Value.Bool;
          case "integer" -> value instanceof Value.Num;
          default -> true;
        };
    if (!right) {
      faults.add(at + " is no " + type + " as documented");
    } else if (value instanceof Value.Complex complex && type.equals("object")) {
      checkObject(schema, complex.attributes(), at, faults);
    } else if (type.equals("array")) {
      value.elements().forEach(e -> check(schema.complex("items"), e, at + "[]", faults));
    }
  }

  private void checkObject(Attributes schema, Attributes object, String at, List<String> faults) {
    Attributes properties = schema.complex("properties");
    boolean closed = schema.bool("additionalProperties").equals(Optional.of(false));
    object.forEach(
        (name, value) -> {
          if (!properties.names().contains(name)) {
            if (closed) {
              faults.add(at + "." + name + " is not documented");
            }
          } else {
            check(properties.complex(name), value, at + "." + name, faults);
          }
        });
    for (Value name : schema.get("required").map(Value::elements).orElse(List.of())) {
      if (name instanceof Value.Text text && object.get(text.value()).isEmpty()) {
        faults.add(at + "." + text.value() + " is missing");
      }
    }
  }

  private static boolean isOneOf(Attributes schema, String word) {
    List<Value> words = schema.get("enum").map(Value::elements).orElse(List.of());
    return words.isEmpty() || words.contains(Value.text(word));
  }

  private Attributes resolve(Attributes given) {
    Optional<String> reference = given.text("$ref");
    if (reference.isEmpty()) {
      return given;
    }
    Attributes at = document;
    for (String part : reference.get().substring(2).split("/", -1)) {
      at = at.complex(part);
    }
    return at;
  }

  private static List<Attributes> objects(Attributes from, String name) {
    return from.get(name).map(Value::elements).orElse(List.of()).stream()
        .map(value -> ((Value.Complex) value).attributes())
        .toList();
  }
}
