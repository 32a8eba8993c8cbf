package io.tessera.provisioning.internal.people;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orders in which an index gives users or groups. */
enum Walk {
  USER_NAME(AttributePath.of("userName")),
  DISPLAY_NAME(AttributePath.of("displayName")),
  FAMILY_NAME(AttributePath.of("name", "familyName")),
  EMAIL(AttributePath.of("emails", "value")),
  /** Those who are switched off, as they were made. */
  INACTIVE(AttributePath.of("active")),
  /** Those who are assigned a role, by their ids. */
  ROLE(AttributePath.of("roles"));

  /** Where the beginning of a name is looked for, one after the other. */
  static final List<Walk> OF_USERS = List.of(USER_NAME, DISPLAY_NAME, FAMILY_NAME, EMAIL);

  private final AttributePath path;

  Walk(AttributePath path) {
    this.path = path;
  }

  /** What the store is asked. */
  Query query(@Nullable String beginning, @Nullable String cursor, int count) {
    if (this == INACTIVE) {
      return new Query(
          new Filter.Compare(path, Filter.Operator.EQ, Value.bool(false)),
          null,
          new Query.ByCursor(cursor, count));
    }
    Filter filter =
        beginning == null
            ? null
            : new Filter.Compare(path, Filter.Operator.SW, Value.text(beginning));
    // Addresses are in a table beside, where no order of users is at hand.
    Query.Sort sort = this == EMAIL ? null : new Query.Sort(path, false);
    return new Query(filter, sort, new Query.ByCursor(cursor, count));
  }

  /** Whether this order has somebody among those with a beginning. */
  boolean finds(Resource resource, String folded) {
    return values(resource.attributes()).anyMatch(value -> Names.fold(value).startsWith(folded));
  }

  private Stream<String> values(Attributes attributes) {
    if (this == EMAIL) {
      return addresses(attributes);
    }
    return attributes.at(path).flatMap(Walk::text).stream();
  }

  /** All e-mail addresses of a user. */
  private static Stream<String> addresses(Attributes attributes) {
    return attributes.get("emails").stream()
        .flatMap(emails -> emails.elements().stream())
        .flatMap(
            email ->
                email instanceof Value.Complex complex
                    ? complex.attributes().text("value").stream()
                    : Stream.of());
  }

  private static Optional<String> text(Value value) {
    return value instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty();
  }
}
