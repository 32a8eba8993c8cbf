package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.Attributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attributes that name another object by something else than its id: {@code Profile.Name}, {@code
 * UserRole.DeveloperName}, {@code Manager.Username}.
 */
final class References {
  /** Ids of profiles and roles are remembered for a while; there are few, and they stay. */
  private static final Duration WHILE = Duration.ofMinutes(10);

  private static final int MOST = 1_000;
  private static final Map<String, String> OBJECTS =
      Map.of("Profile", "Profile", "UserRole", "UserRole", "Manager", "User");

  private final SalesforceClient client;
  private final Clock clock;
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  /** An id, and until when it is believed. */
  private record Known(String id, Instant until) {}

  References(SalesforceClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  static boolean isReference(String attribute) {
    return attribute.indexOf('.') > 0;
  }

  /** The field that has the id. */
  static String fieldOf(String attribute) throws TargetFailure {
    return relation(attribute) + "Id";
  }

  private static String relation(String attribute) throws TargetFailure {
    String relation = attribute.substring(0, attribute.indexOf('.'));
    boolean usable =
        OBJECTS.containsKey(relation)
            && attribute.substring(relation.length() + 1).matches("[A-Za-z]\\w*");
    if (!usable) {
      throw ObjectSchema.unusable(
          attribute, "names none of Profile, UserRole and Manager; correct the mapping.");
    }
    return relation;
  }

  /**
   * The id of what has this value.
   *
   * @throws TargetFailure there is nothing, or more than one
   */
  String id(String attribute, String value) throws TargetFailure, InterruptedException {
    String key = attribute + " " + value;
    Optional<String> remembered = remembered(key);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    String id = asked(attribute, value);
    if (!relation(attribute).equals("Manager")) {
      remember(key, id);
    }
    return id;
  }

  private synchronized Optional<String> remembered(String key) {
    return Optional.ofNullable(known.get(key))
        .filter(each -> clock.instant().isBefore(each.until()))
        .map(Known::id);
  }

  private synchronized void remember(String key, String id) {
    known.put(key, new Known(id, clock.instant().plus(WHILE)));
  }

  private String asked(String attribute, String value) throws TargetFailure, InterruptedException {
    String relation = relation(attribute);
    String field = attribute.substring(relation.length() + 1);
    List<Attributes> found =
        client.query(
            "SELECT Id FROM "
                + OBJECTS.get(relation)
                + " WHERE "
                + field
                + " = "
                + Soql.quoted(value)
                + " LIMIT 2");
    Optional<String> id = found.stream().findFirst().flatMap(row -> row.text("Id"));
    if (found.size() != 1 || id.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          attribute + ": the org has " + (found.isEmpty() ? "none" : "several") + " of this name.");
    }
    return id.get();
  }
}
