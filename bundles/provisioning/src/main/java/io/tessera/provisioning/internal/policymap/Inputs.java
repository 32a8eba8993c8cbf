package io.tessera.provisioning.internal.policymap;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.internal.configuration.ReadAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What expressions of a policy map see: {@code user} or {@code group}, and {@code enterprise}, the
 * user's enterprise extension; and {@code tables}, those of the map.
 */
final class Inputs {
  /** The tables of the map. */
  static final String TABLES = "tables";

  private static final String ENTERPRISE = "enterprise";

  private Inputs() {}

  static Set<String> names(ResourceType type) {
    return type == ResourceType.USER
        ? Set.of(own(type), ENTERPRISE, TABLES)
        : Set.of(own(type), TABLES);
  }

  private static String own(ResourceType type) {
    return type.scimName().toLowerCase(Locale.ROOT);
  }

  static Map<String, Attributes> of(ResourceType type, Attributes identity, Attributes tables) {
    return type == ResourceType.USER
        ? Map.of(
            own(type),
            identity,
            ENTERPRISE,
            identity.complex(BuiltInSchemas.ENTERPRISE_URN),
            TABLES,
            tables)
        : Map.of(own(type), identity, TABLES, tables);
  }

  /** The first attribute an expression names that the schema does not have, as it is written. */
  static Optional<String> unknown(Expression expression, ResourceSchema schema, Attributes tables) {
    return expression.reads().stream()
        .filter(path -> !path.get(0).equals(Generator.COUNTER))
        .filter(path -> !isKnown(path, schema, tables))
        .map(path -> String.join(".", path))
        .sorted()
        .findFirst();
  }

  private static boolean isKnown(List<String> path, ResourceSchema schema, Attributes tables) {
    return path.get(0).equals(TABLES)
        ? tables.get(path.get(1)).isPresent()
        : path(path).filter(new ReadAttributes(schema)::has).isPresent();
  }

  /** As the schema writes it: {@code name.familyName}, {@code urn:...:User:department}. */
  private static Optional<String> path(List<String> read) {
    List<String> below = read.subList(1, read.size());
    if (read.get(0).equals(ENTERPRISE)) {
      return Optional.of(BuiltInSchemas.ENTERPRISE_URN + ":" + String.join(".", below));
    }
    boolean ofExtension = below.get(0).contains(":");
    if (ofExtension && below.size() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        ofExtension
            ? below.get(0) + ":" + String.join(".", below.subList(1, below.size()))
            : String.join(".", below));
  }
}
