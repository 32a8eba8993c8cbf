package io.tessera.scim.protocol;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.internal.SchemasCheck;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns the JSON of a whole resource (POST, PUT) into attributes. Checks {@code schemas} and takes
 * away what only the server says ({@code schemas}, {@code id}, {@code meta}; RFC 7644 section 3.3);
 * everything else is left as written for the use cases to validate by the schema.
 */
public final class ResourceReader {
  private static final Set<String> SERVERS_OWN = Set.of("schemas", "id", "meta");

  private static final String ENTRA_SCHEMAS =
      "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/";

  private final ResourceSchema schema;

  public ResourceReader(ResourceSchema schema) {
    this.schema = schema;
  }

  /**
   * Reads the body of a POST or PUT.
   *
   * @throws RejectedException {@code schemas} does not name the resource's schema, or an unknown
   *     one
   */
  public Attributes read(Attributes body) {
    List<Problem> problems = SchemasCheck.of(body, schema.core().urn(), this::isKnown);
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    Attributes.Builder kept = Attributes.builder();
    body.forEach(
        (name, value) -> {
          if (!SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
            kept.keep(name, value);
          }
        });
    return kept.build();
  }

  /** Entra ID names a schema of its own in groups, without any attribute of it. */
  private boolean isKnown(String urn) {
    return schema.urns().anyMatch(urn::equalsIgnoreCase) || urn.startsWith(ENTRA_SCHEMAS);
  }
}
