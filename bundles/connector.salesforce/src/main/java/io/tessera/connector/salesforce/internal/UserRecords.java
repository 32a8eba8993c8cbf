package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds users and tells what they have. One that was removed is not found. */
final class UserRecords {
  static final String USERNAME = "Username";
  static final String ACTIVE = "IsActive";

  private static final Pattern FIELD = Pattern.compile("[A-Za-z]\\w*(\\.[A-Za-z]\\w*)?");

  private final SalesforceClient client;
  private final SalesforceSettings settings;

  UserRecords(SalesforceClient client, SalesforceSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /**
   * By its id.
   *
   * @param fields to be told, besides the id, the name and whether it is active
   */
  Optional<Attributes> find(RemoteId id, Collection<String> fields)
      throws TargetFailure, InterruptedException {
    return Soql.mayBeId(id) ? one("Id", id.value(), fields) : Optional.empty();
  }

  /** By the key attribute. */
  Optional<Attributes> find(TargetAttributes given) throws TargetFailure, InterruptedException {
    String key = settings.userKey();
    String value =
        given
            .first(key)
            .orElseThrow(
                () ->
                    TargetFailure.of(
                        FailureKind.INVALID,
                        "The key attribute " + key + " has no value; map one."));
    boolean name = key.equals(USERNAME);
    return one(key, name ? settings.usernames().full(value) : value, given.names());
  }

  private Optional<Attributes> one(String field, String value, Collection<String> fields)
      throws TargetFailure, InterruptedException {
    List<Attributes> found =
        client
            .queryById(
                "SELECT "
                    + String.join(", ", selected(fields))
                    + " FROM User WHERE "
                    + field
                    + " = "
                    + Soql.quoted(value)
                    + " LIMIT 2")
            .stream()
            .filter(row -> !isRemoved(row))
            .toList();
    if (found.size() > 1) {
      throw TargetFailure.of(
          FailureKind.INVALID, "Several users match; choose a key that tells them apart.");
    }
    return found.stream().findFirst();
  }

  private static Set<String> selected(Collection<String> fields) throws TargetFailure {
    Set<String> all = new LinkedHashSet<>(List.of("Id", USERNAME, ACTIVE));
    for (String each : fields) {
      if (!FIELD.matcher(each).matches()) {
        throw ObjectSchema.unusable(each, "is no name of a field; correct the mapping.");
      }
      if (!each.equals(SalesforceConnector.PASSWORD_ATTRIBUTE)
          && all.stream().noneMatch(each::equalsIgnoreCase)) {
        all.add(each);
      }
    }
    return all;
  }

  static boolean isRemoved(Attributes row) {
    return Usernames.isOfRemoved(row.text(USERNAME).orElse(""), row.text("Id").orElse(""));
  }

  /** What was asked for. */
  TargetAttributes asked(Attributes row, TargetAttributes asked) {
    TargetAttributes.Builder observed = TargetAttributes.builder();
    for (String name : asked.names()) {
      Optional<String> text = text(value(row, name));
      if (name.equals(USERNAME)) {
        String wanted = asked.first(name).orElse("");
        text = text.map(each -> settings.usernames().told(each, wanted));
      }
      observed.put(name, text.stream().toList());
    }
    return observed.build();
  }

  /** The value of a field, or of one of an object it refers to. */
  static Value value(Attributes row, String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? own(row, name)
        : own(row.complex(name.substring(0, dot)), name.substring(dot + 1));
  }

  /** The org answers in its own spelling, whatever the case of what it was asked for. */
  private static Value own(Attributes row, String name) {
    return row.names().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .flatMap(row::get)
        .orElse(Value.NONE);
  }

  static Optional<String> text(Value value) {
    if (value instanceof Value.Text text) {
      return Optional.of(text.value());
    }
    if (value instanceof Value.Bool truth) {
      return Optional.of(String.valueOf(truth.value()));
    }
    return value instanceof Value.Num number
        ? Optional.of(number.value().toPlainString())
        : Optional.empty();
  }
}
