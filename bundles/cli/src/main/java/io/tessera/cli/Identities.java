package io.tessera.cli;

import io.tessera.model.Attributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Users or groups, as people call them: by name, {@code STORE/name} outside the user store PRIMARY,
 * or id.
 */
enum Identities {
  USERS("Users", "userName", "user"),
  GROUPS("Groups", "displayName", "group");

  /** Names of user stores as the server takes them. */
  private static final Pattern STORE = Pattern.compile("[A-Z][A-Z0-9._-]*");

  private final String path;
  private final String key;
  private final String words;

  Identities(String path, String key, String words) {
    this.path = path;
    this.key = key;
    this.words = words;
  }

  String path() {
    return path;
  }

  /** The attribute that holds the name. */
  String key() {
    return key;
  }

  /**
   * One of them.
   *
   * @param domain what the requests about it say of its user store, empty or {@code ?domain=...}
   */
  record Found(String id, String domain) {}

  /** The id of a user, or what was typed when it is an id: that may be a group's, too. */
  static String id(Api api, String nameOrId) throws CommandException, InterruptedException {
    return USERS.find(api, nameOrId).id();
  }

  Found find(Api api, String nameOrId) throws CommandException, InterruptedException {
    if (isId(nameOrId)) {
      return new Found(nameOrId, "");
    }
    int slash = nameOrId.indexOf('/');
    if (slash > 0 && STORE.matcher(nameOrId.substring(0, slash)).matches()) {
      Optional<Found> there =
          named(api, nameOrId.substring(slash + 1), domain(nameOrId.substring(0, slash)));
      if (there.isPresent()) {
        return there.get();
      }
    }
    return named(api, nameOrId, "")
        .orElseThrow(
            () ->
                CommandException.failed(
                    "There is no " + words + " with the name " + nameOrId + "."));
  }

  static String domain(String store) {
    return "?domain=" + Api.escape(store);
  }

  /** Where one is read and written. */
  String path(Found found) {
    return path + "/" + found.id() + found.domain();
  }

  private Optional<Found> named(Api api, String name, String domain)
      throws CommandException, InterruptedException {
    String quoted = "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    String query = "filter=" + Api.escape(key + " eq " + quoted) + "&attributes=" + key;
    Attributes page =
        api.scim().get(path + (domain.isEmpty() ? "?" : domain + "&") + query + "&count=2");
    List<Attributes> found = Named.objects(page, "Resources");
    return found.stream().findFirst().flatMap(one -> one.text("id")).map(i -> new Found(i, domain));
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
