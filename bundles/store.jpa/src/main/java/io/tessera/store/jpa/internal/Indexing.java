package io.tessera.store.jpa.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.store.jpa.internal.entity.IdentityRow.IdentityColumns;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a document can be searched for. */
final class Indexing {
  static final AttributePath EMAILS = AttributePath.of("emails", "value");
  static final AttributePath EMPLOYEE_NUMBER =
      AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "employeeNumber");
  private static final AttributePath FAMILY_NAME = AttributePath.of("name", "familyName");
  private static final AttributePath GIVEN_NAME = AttributePath.of("name", "givenName");
  private static final AttributePath DISPLAY_NAME = AttributePath.of("displayName");

  private Indexing() {}

  static IdentityColumns columns(Resource identity) {
    Attributes attributes = identity.attributes();
    return new IdentityColumns(
        uniqueName(identity),
        folded(attributes, DISPLAY_NAME),
        folded(attributes, FAMILY_NAME),
        folded(attributes, GIVEN_NAME),
        folded(attributes, EMPLOYEE_NUMBER),
        attributes.bool("active").orElse(null));
  }

  /**
   * The name as it is unique.
   *
   * @throws RejectedException it is longer than can be kept unique
   */
  static String uniqueName(Resource resource) {
    String key = SearchKey.folded(resource.name());
    if (resource.name().length() >= SearchKey.MAX_LENGTH || !SearchKey.whole(key)) {
      AttributePath path = AttributePath.of(Resource.nameAttribute(resource.type()));
      throw tooLong(path, SearchKey.MAX_LENGTH - 1);
    }
    return key;
  }

  /**
   * An externalId as it is unique.
   *
   * @throws RejectedException it is longer than can be kept unique
   */
  static String externalId(String value) {
    if (value.length() > SearchKey.MAX_EXTERNAL_ID) {
      throw tooLong(AttributePath.of("externalId"), SearchKey.MAX_EXTERNAL_ID);
    }
    return SearchKey.kept(value);
  }

  /** What people see of it in lists. */
  static String label(Resource resource) {
    return SearchKey.label(resource.attributes().text("displayName").orElse(resource.name()));
  }

  /** The keys of a multi-valued attribute. */
  static Set<String> keys(Attributes attributes, AttributePath path) {
    Set<String> keys = new LinkedHashSet<>();
    for (Value value : attributes.at(path).map(Value::elements).orElse(java.util.List.of())) {
      if (value instanceof Value.Text text) {
        keys.add(SearchKey.folded(text.value()));
      }
    }
    return keys;
  }

  private static @Nullable String folded(Attributes attributes, AttributePath path) {
    Optional<Value> value = attributes.at(path);
    return value.isPresent() && value.get() instanceof Value.Text text
        ? SearchKey.folded(text.value())
        : null;
  }

  private static RejectedException tooLong(AttributePath path, int most) {
    return RejectedException.at(
        Kind.INVALID_VALUE, path, path + " may have at most " + most + " characters.");
  }
}
