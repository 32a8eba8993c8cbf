package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Users and groups as far as the command line asks for them: by id and by name. */
final class ScimDouble {
  private final Map<String, Attributes> resources = new LinkedHashMap<>();

  /** What a request gets. */
  record Answer(int status, Attributes body) {}

  /**
   * @return its id
   */
  String user(String name) {
    return add(Attributes.builder().put("userName", name).put("active", true).build());
  }

  String group(String name) {
    return add(Attributes.builder().put("displayName", name).build());
  }

  Optional<Attributes> get(String id) {
    return Optional.ofNullable(resources.get(id));
  }

  private String add(Attributes resource) {
    String id = UUID.randomUUID().toString();
    resources.put(id, resource.with("id", Value.text(id)));
    return id;
  }

  Answer answer(String method, String path, String query, Attributes body) {
    String[] parts = path.split("/", -1);
    if (parts.length == 1) {
      return method.equals("POST")
          ? new Answer(201, resources.get(add(body)))
          : new Answer(200, found(query));
    }
    if (!resources.containsKey(parts[1])) {
      return new Answer(404, Attributes.builder().put("detail", "There is none.").build());
    }
    return switch (method) {
      case "DELETE" -> {
        resources.remove(parts[1]);
        yield new Answer(204, null);
      }
      case "PATCH" -> new Answer(200, patched(parts[1], body));
      default -> new Answer(200, resources.get(parts[1]));
    };
  }

  private Attributes patched(String id, Attributes patch) {
    for (Attributes operation : Named.objects(patch, "Operations")) {
      String path = Table.cell(operation, "path");
      Attributes before = resources.get(id);
      resources.put(
          id,
          operation.text("op").equals(Optional.of("remove"))
              ? before.without(path)
              : before.with(path, operation.get("value").orElseThrow()));
    }
    return resources.get(id);
  }

  private Attributes found(String query) {
    List<Value> found =
        resources.values().stream()
            .filter(
                resource ->
                    List.of("userName", "displayName").stream()
                        .anyMatch(
                            key ->
                                query.contains(
                                    key + " eq \"" + resource.text(key).orElse("?") + "\"")))
            .<Value>map(Value::complex)
            .toList();
    return Attributes.builder().keep("Resources", Value.many(found)).build();
  }
}
