package io.tessera.connector.salesforce.internal;

import java.util.Locale;

/**
 * Names of users, which have the form of mail addresses and are unique over all orgs there are.
 *
 * @param domain what a name without one gets; empty: nothing
 */
record Usernames(String domain) {
  private static final String REMOVED = "removed.";

  /** The name a policy map means. */
  String full(String written) {
    return domain.isEmpty() || written.indexOf('@') >= 0 ? written : written + "@" + domain;
  }

  /** A name as policy maps write it: without the domain that names get. */
  String told(String name) {
    String end = "@" + domain;
    boolean ours =
        !domain.isEmpty()
            && name.length() > end.length()
            && name.toLowerCase(Locale.ROOT).endsWith(end.toLowerCase(Locale.ROOT));
    return ours ? name.substring(0, name.length() - end.length()) : name;
  }

  /** As above, but written with the domain where the one it is compared with is. */
  String told(String name, String wanted) {
    return wanted.indexOf('@') >= 0 ? name : told(name);
  }

  /** What a removed user is called, so that the name is free. */
  static String ofRemoved(String id) {
    return REMOVED + id.toLowerCase(Locale.ROOT) + "@removed.invalid";
  }

  static boolean isOfRemoved(String name, String id) {
    return name.equalsIgnoreCase(ofRemoved(id));
  }

  /** A nickname that nobody else has; they are unique in the org. */
  static String nicknameOfRemoved(String id) {
    return REMOVED + id.toLowerCase(Locale.ROOT);
  }
}
