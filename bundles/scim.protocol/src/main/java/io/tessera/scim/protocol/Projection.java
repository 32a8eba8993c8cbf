package io.tessera.scim.protocol;

import com.fasterxml.jackson.core.io.SerializedString;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.internal.Wishes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes an answer shows, by {@code attributes}, {@code excludedAttributes} and the
 * schema's "returned" (RFC 7644 section 3.9). Immutable; the one without wishes is worth keeping.
 */
public final class Projection {
  /**
   * An attribute that is shown.
   *
   * @param parts sub-attributes, or an extension's attributes, that are shown; null for a simple
   *     attribute
   */
  record Field(
      SerializedString name,
      @Nullable AttributeDefinition definition,
      @Nullable Map<String, Field> parts) {}

  private static final List<String> COMMON = List.of("id", "externalId", "meta");

  private final Map<String, Field> fields = new HashMap<>();

  private Projection(ResourceSchema schema, Wishes wishes) {
    for (String name : COMMON) {
      schema
          .definition(AttributePath.of(name))
          .ifPresent(d -> add(fields, wishes, AttributePath.of(name), d));
    }
    schema.core().attributes().forEach(d -> add(fields, wishes, AttributePath.of(d.name()), d));
    schema
        .extensions()
        .forEach(
            e -> {
              Map<String, Field> parts = new HashMap<>();
              e.attributes()
                  .forEach(
                      d -> add(parts, wishes, AttributePath.inExtension(e.urn(), d.name()), d));
              if (!parts.isEmpty()) {
                fields.put(e.urn(), new Field(new SerializedString(e.urn()), null, parts));
              }
            });
  }

  /** What is shown to clients that say nothing. */
  public static Projection standard(ResourceSchema schema) {
    return new Projection(schema, Wishes.NONE);
  }

  /**
   * What is shown to a client with wishes. Names that no schema knows show and hide nothing.
   *
   * @param attributes paths or URNs in any case; empty when not given
   * @param excluded likewise
   * @throws RejectedException both are given
   */
  public static Projection of(
      ResourceSchema schema, List<String> attributes, List<String> excluded) {
    if (!attributes.isEmpty() && !excluded.isEmpty()) {
      throw RejectedException.of(
          Kind.INVALID_VALUE, "Give either 'attributes' or 'excludedAttributes', not both.");
    }
    return new Projection(schema, Wishes.of(schema, attributes, excluded));
  }

  /** Whether an attribute of the core schema is shown, at least in part. */
  public boolean shows(String attribute) {
    return fields.containsKey(attribute);
  }

  Map<String, Field> all() {
    return fields;
  }

  private static void add(
      Map<String, Field> to, Wishes wishes, AttributePath path, AttributeDefinition definition) {
    if (!wishes.show(path, definition)) {
      return;
    }
    SerializedString name = new SerializedString(definition.name());
    if (!definition.isComplex()) {
      to.put(definition.name(), new Field(name, definition, null));
      return;
    }
    Map<String, Field> parts = new HashMap<>();
    for (AttributeDefinition sub : definition.subAttributes()) {
      if (wishes.showPart(path, definition, sub)) {
        parts.put(sub.name(), new Field(new SerializedString(sub.name()), sub, null));
      }
    }
    if (!parts.isEmpty()) {
      to.put(definition.name(), new Field(name, definition, parts));
    }
  }
}
