package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.Map;
import java.util.Optional;

/** A column that holds a single-valued indexed attribute. */
public record Column(String name, Kind kind) {
  /** How its values are compared. */
  public enum Kind {
    /** Texts without regard to case. */
    FOLDED,
    /** Texts whose case matters. */
    EXACT,
    TRUTH,
    /** Milliseconds since 1970. */
    TIME
  }

  private static final Map<AttributePath, Column> COMMON =
      Map.of(
          AttributePath.of("id"), new Column("id", Kind.EXACT),
          AttributePath.of("meta", "created"), new Column("created", Kind.TIME),
          AttributePath.of("meta", "lastModified"), new Column("last_modified", Kind.TIME),
          AttributePath.of("displayName"), new Column("display_name", Kind.FOLDED));
  private static final Map<AttributePath, Column> IDENTITY =
      Map.of(
          AttributePath.of("userName"), new Column("user_name", Kind.FOLDED),
          AttributePath.of("name", "familyName"), new Column("family_name", Kind.FOLDED),
          AttributePath.of("name", "givenName"), new Column("given_name", Kind.FOLDED),
          AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "employeeNumber"),
              new Column("employee_number", Kind.FOLDED),
          AttributePath.of("active"), new Column("active", Kind.TRUTH));

  /** The only way from an attribute to a name in SQL. */
  public static Optional<Column> of(ResourceType type, AttributePath path) {
    Column common = COMMON.get(path);
    if (common != null) {
      return Optional.of(common);
    }
    return type == ResourceType.USER ? Optional.ofNullable(IDENTITY.get(path)) : Optional.empty();
  }
}
