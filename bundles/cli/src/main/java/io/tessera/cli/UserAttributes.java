package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What options say of a user. */
final class UserAttributes {
  static final List<Option> OPTIONS =
      List.of(
          Option.valued("--given-name", "TEXT", "first name"),
          Option.valued("--family-name", "TEXT", "last name"),
          Option.valued("--display-name", "TEXT", "what people read"),
          Option.valued("--email", "ADDRESS", "at work"),
          Option.valued("--title", "TEXT", "of the job"),
          Option.valued("--external-id", "TEXT", "what another system calls the user"),
          Option.valued(
              "--set", "ATTRIBUTE=TEXT", "any other, e.g. name.middleName or URN:department"));

  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String EMAIL = "--email";

  /** Options and the paths they fill. */
  private static final Map<String, String> PATHS =
      new TreeMap<>(
          Map.of(
              "--given-name", "name.givenName",
              "--family-name", "name.familyName",
              "--display-name", "displayName",
              "--title", "title",
              "--external-id", "externalId"));

  private UserAttributes() {}

  static void create(Arguments arguments, Attributes.Builder user) throws CommandException {
    for (Map.Entry<String, Value> given : given(arguments).entrySet()) {
      put(user, given.getKey(), given.getValue());
    }
    Optional<String> email = arguments.value(EMAIL);
    if (email.isPresent()) {
      user.put("emails", emails(user.build(), email.get()));
    }
  }

  static Patch update(Arguments arguments, Attributes present) throws CommandException {
    Patch patch = new Patch();
    given(arguments).forEach(patch::replace);
    Optional<String> email = arguments.value(EMAIL);
    if (email.isPresent()) {
      patch.replace("emails", emails(present, email.get()));
    }
    arguments.all("--unset").forEach(patch::remove);
    return patch;
  }

  /** With the URNs of all extensions that are used. */
  static Attributes withSchemas(Attributes user) {
    Set<Value> schemas = new LinkedHashSet<>();
    schemas.add(Value.text(CORE));
    user.names().stream()
        .filter(name -> name.startsWith("urn:"))
        .map(Value::text)
        .forEach(schemas::add);
    return user.with("schemas", Value.many(List.copyOf(schemas)));
  }

  private static Map<String, Value> given(Arguments arguments) throws CommandException {
    Map<String, Value> given = new TreeMap<>();
    for (Map.Entry<String, String> path : PATHS.entrySet()) {
      arguments
          .value(path.getKey())
          .ifPresent(text -> given.put(path.getValue(), Value.text(text)));
    }
    for (String pair : arguments.all("--set")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CommandException.usage("Write --set ATTRIBUTE=TEXT, not " + pair + ".");
      }
      given.put(pair.substring(0, equals), Value.text(pair.substring(equals + 1)));
    }
    return given;
  }

  private static void put(Attributes.Builder user, String path, Value value) {
    int colon = path.startsWith("urn:") ? path.lastIndexOf(':') : -1;
    int cut = colon > 0 ? colon : path.indexOf('.');
    if (cut < 0) {
      user.put(path, value);
      return;
    }
    String home = path.substring(0, cut);
    Attributes.Builder inner = user.build().complex(home).toBuilder();
    put(inner, path.substring(cut + 1), value);
    user.put(home, Value.complex(inner.build()));
  }

  /** The others stay; the one at work, else the primary one, has the new address. */
  private static Value emails(Attributes user, String address) {
    List<Attributes> present = Named.objects(user, "emails");
    int at = index(present);
    List<Value> emails = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      Attributes email = present.get(i);
      emails.add(Value.complex(i == at ? email.with("value", Value.text(address)) : email));
    }
    if (at < 0) {
      Attributes.Builder added = Attributes.builder().put("value", address).put("type", "work");
      emails.add(
          Value.complex(present.isEmpty() ? added.put("primary", true).build() : added.build()));
    }
    return Value.many(emails);
  }

  private static int index(List<Attributes> emails) {
    int primary = -1;
    for (int i = 0; i < emails.size(); i++) {
      if (emails.get(i).text("type").equals(Optional.of("work"))) {
        return i;
      }
      primary = emails.get(i).bool("primary").orElse(false) ? i : primary;
    }
    return primary;
  }
}
