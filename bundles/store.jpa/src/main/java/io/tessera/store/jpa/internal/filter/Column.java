package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.Map;
import java.util.Optional;

/**
 * A column that holds a single-valued attribute that is always indexed.
 *
 * @param nullable whether a row may have none
 * @param unique whether a domain has each value once at most
 */
public record Column(String name, Kind kind, boolean nullable, boolean unique) {
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
  public static final Column CREATED = new Column("created", Kind.TIME, false, false);

  private static final Map<AttributePath, Column> COMMON =
      Map.of(
          AttributePath.of("id"), new Column("id", Kind.EXACT, false, true),
          AttributePath.of("meta", "created"), CREATED,
          AttributePath.of("meta", "lastModified"),
              new Column("last_modified", Kind.TIME, false, false));
  private static final Map<AttributePath, Column> IDENTITY =
      Map.of(
          AttributePath.of("userName"), new Column("user_name", Kind.FOLDED, false, true),
          AttributePath.of("displayName"), optional("display_name"),
          AttributePath.of("name", "familyName"), optional("family_name"),
          AttributePath.of("name", "givenName"), optional("given_name"),
          AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "employeeNumber"),
              optional("employee_number"),
          AttributePath.of("active"), new Column("active", Kind.TRUTH, true, false));
  private static final Map<AttributePath, Column> GROUP =
      Map.of(AttributePath.of("displayName"), new Column("display_name", Kind.FOLDED, false, true));

  /** The only way from an attribute to a name in SQL. */
  public static Optional<Column> of(ResourceType type, AttributePath path) {
    Column common = COMMON.get(path);
    return common != null
        ? Optional.of(common)
        : Optional.ofNullable((type == ResourceType.USER ? IDENTITY : GROUP).get(path));
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

  private static Column optional(String name) {
    return new Column(name, Kind.FOLDED, true, false);
  }
}
