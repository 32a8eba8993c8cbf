package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column that holds a single-valued attribute that is always indexed.
 *
 * @param nullable whether a row may have none
 * @param unique whether a domain has each value once at most
 */
public record Column(AttributePath path, String name, Kind kind, boolean nullable, boolean unique) {
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

  /** The order of creation, which is everybody's when none is asked for. */
  public static final Column CREATED =
      new Column(AttributePath.of("meta", "created"), "created", Kind.TIME, false, false);

  private static final Map<AttributePath, Column> IDENTITY =
      byPath(
          new Column(AttributePath.of("id"), "id", Kind.EXACT, false, true),
          CREATED,
          lastModified(),
          new Column(AttributePath.of("userName"), "user_name", Kind.FOLDED, false, true),
          optional(AttributePath.of("displayName"), "display_name"),
          optional(AttributePath.of("name", "familyName"), "family_name"),
          optional(AttributePath.of("name", "givenName"), "given_name"),
          optional(
              AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "employeeNumber"),
              "employee_number"),
          new Column(AttributePath.of("active"), "active", Kind.TRUTH, true, false));
  private static final Map<AttributePath, Column> GROUP =
      byPath(
          new Column(AttributePath.of("id"), "id", Kind.EXACT, false, true),
          CREATED,
          lastModified(),
          new Column(AttributePath.of("displayName"), "display_name", Kind.FOLDED, false, true));

  /** The only way from an attribute to a name in SQL. */
  public static Optional<Column> of(ResourceType type, AttributePath path) {
    return Optional.ofNullable((type == ResourceType.USER ? IDENTITY : GROUP).get(path));
  }

  /** The same column where a filter leaves none without a value. */
  public Column present() {
    return new Column(path, name, kind, false, unique);
  }

  /**
   * Behind the name of the table: which index Derby takes, which is the one that begins with the
   * domain and this column and has all rows in its order. To PostgreSQL it is a comment.
   *
   * @param backwards to be read in descending order
   */
  public String hint(String table, boolean backwards) {
    if (kind == Kind.TRUTH) {
      return "";
    }
    if (name.equals("id")) {
      return " --DERBY-PROPERTIES constraint=" + table + "_id\n";
    }
    boolean created = this.equals(CREATED);
    String ending = created && backwards ? "_desc" : created || unique ? "" : "_id";
    return " --DERBY-PROPERTIES index=" + table + "_" + name + ending + "\n";
  }

  private static Column lastModified() {
    return new Column(
        AttributePath.of("meta", "lastModified"), "last_modified", Kind.TIME, false, false);
  }

  private static Column optional(AttributePath path, String name) {
    return new Column(path, name, Kind.FOLDED, true, false);
  }

  private static Map<AttributePath, Column> byPath(Column... columns) {
    return Stream.of(columns).collect(Collectors.toUnmodifiableMap(Column::path, c -> c));
  }
}
