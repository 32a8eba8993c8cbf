package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Things of the API that operators call by name. */
enum Named {
  IDENTITY_PROVIDER("identity-providers", "identity provider"),
  TARGET("targets", "target"),
  ROLE("roles", "role"),
  RULE("rules", "rule"),
  BIRTHRIGHT_RULE("birthright-rules", "birthright rule"),
  USER_STORE("user-stores", "user store"),
  SERVICE_PROVIDER("service-providers", "service provider"),
  TOKEN_ISSUER("token-issuers", "token issuer"),
  ALERT_CHANNEL("alert-channels", "alert channel"),
  /** By URN. */
  SCHEMA("schemas", "custom schema");

  private final String path;
  private final String words;

  Named(String path, String words) {
    this.path = path;
    this.words = words;
  }

  String path() {
    return path;
  }

  /** The path of one that was read before. */
  String path(Attributes thing) {
    return path + "/" + thing.text("id").orElse("");
  }

  Optional<Attributes> find(Api api, String name) throws CommandException, InterruptedException {
    if (this == SCHEMA) {
      return api.all(path).stream()
          .filter(schema -> name.equalsIgnoreCase(schema.text("id").orElse("")))
          .findFirst();
    }
    List<Attributes> named = Api.items(api.get(path + "?name=" + Api.escape(name)));
    return named.stream().findFirst();
  }

  /** By name, else by id. */
  Attributes get(Api api, String nameOrId) throws CommandException, InterruptedException {
    Optional<Attributes> named = find(api, nameOrId);
    if (named.isPresent()) {
      return named.get();
    }
    if (isId(nameOrId)) {
      return api.get(path + "/" + nameOrId);
    }
    throw new CommandException(
        ExitCode.FAILED, "There is no " + words + " with the name " + nameOrId + ".");
  }

  void delete(Api api, String nameOrId) throws CommandException, InterruptedException {
    Attributes thing = get(api, nameOrId);
    api.delete(path(thing), version(thing));
  }

  static String version(Attributes thing) {
    return thing.get("version").map(Table::text).orElse("0");
  }

  static List<String> texts(Attributes thing, String field) {
    return thing.get(field).map(Value::elements).orElse(List.of()).stream()
        .map(Table::text)
        .toList();
  }

  /** The objects in a list. */
  static List<Attributes> objects(Attributes thing, String field) {
    return thing.get(field).map(Value::elements).orElse(List.of()).stream()
        .filter(Value.Complex.class::isInstance)
        .map(element -> ((Value.Complex) element).attributes())
        .toList();
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
