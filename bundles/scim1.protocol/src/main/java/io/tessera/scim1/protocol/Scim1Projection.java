package io.tessera.scim1.protocol;

import com.fasterxml.jackson.core.io.SerializedString;
import io.tessera.model.AttributePath;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes an answer shows, by the parameter {@code attributes} and the schema's
 * "returned". {@code id} is always shown. Immutable; those without wishes are worth keeping.
 */
public final class Scim1Projection {
  /**
   * An attribute that is shown.
   *
   * @param name as clients of SCIM 1.1 know it
   * @param parts by their canonical names; null for a simple attribute
   */
  record Field(SerializedString name, @Nullable Map<String, Field> parts) {}

  private static final String MEMBERS = "members";

  /** Parts that SCIM 1.1 does not know. */
  private static final Set<String> LATER = Set.of("$ref", "resourceType");

  private final Map<String, Field> fields = new HashMap<>();
  private final Set<AttributePath> wanted;
  private final boolean members;

  private Scim1Projection(ResourceSchema schema, Set<AttributePath> wanted, boolean members) {
    this.wanted = wanted;
    this.members = members;
    for (String common : List.of("externalId", "meta")) {
      AttributePath path = AttributePath.of(common);
      schema.definition(path).ifPresent(d -> add(fields, path, d));
    }
    schema.core().attributes().forEach(a -> add(fields, AttributePath.of(a.name()), a));
    schema.extensions().forEach(this::addExtension);
  }

  private void addExtension(SchemaDefinition extension) {
    Map<String, Field> parts = new HashMap<>();
    extension
        .attributes()
        .forEach(a -> add(parts, AttributePath.inExtension(extension.urn(), a.name()), a));
    if (!parts.isEmpty()) {
      SerializedString name = new SerializedString(Vocabulary.urn(extension.urn()));
      fields.put(extension.urn(), new Field(name, parts));
    }
  }

  /**
   * What is shown of a single resource to a client that says nothing. A group's members are part of
   * it: clients send back with PUT what they have got.
   */
  public static Scim1Projection single(ResourceSchema schema) {
    return new Scim1Projection(schema, Set.of(), true);
  }

  /** What is shown of resources in lists to a client that says nothing: all but members. */
  public static Scim1Projection listed(ResourceSchema schema) {
    return new Scim1Projection(schema, Set.of(), false);
  }

  /**
   * What is shown to a client that names what it wants. Names that no schema knows show nothing.
   *
   * @param attributes paths or URNs in any case; at least one
   */
  public static Scim1Projection of(ResourceSchema schema, List<String> attributes) {
    Vocabulary words = new Vocabulary(schema);
    Set<AttributePath> wanted = new HashSet<>();
    wanted.add(AttributePath.of("id"));
    for (String written : attributes) {
      words
          .extension(written)
          .ifPresent(
              e ->
                  e.attributes()
                      .forEach(a -> wanted.add(AttributePath.inExtension(e.urn(), a.name()))));
      words.resolve(written).ifPresent(wanted::add);
    }
    return new Scim1Projection(schema, wanted, false);
  }

  /** Whether an attribute of the core schema is shown, at least in part. */
  public boolean shows(String attribute) {
    return fields.containsKey(attribute);
  }

  Map<String, Field> all() {
    return fields;
  }

  private void add(Map<String, Field> to, AttributePath path, AttributeDefinition definition) {
    if (!shown(path, definition)) {
      return;
    }
    SerializedString name = new SerializedString(definition.name());
    if (!definition.isComplex()) {
      to.put(definition.name(), new Field(name, null));
      return;
    }
    Map<String, Field> parts = new HashMap<>();
    for (AttributeDefinition sub : definition.subAttributes()) {
      if (shownPart(path, sub)) {
        String as = Vocabulary.shownSub(path, sub.name());
        parts.put(sub.name(), new Field(new SerializedString(as), null));
      }
    }
    if (!parts.isEmpty()) {
      to.put(definition.name(), new Field(name, parts));
    }
  }

  private boolean shown(AttributePath path, AttributeDefinition definition) {
    if (definition.returned() == Returned.NEVER) {
      return false;
    }
    if (!wanted.isEmpty()) {
      return wanted.contains(path)
          || definition.subAttributes().stream()
              .anyMatch(s -> wanted.contains(path.withSub(s.name())));
    }
    return definition.returned() != Returned.REQUEST
        || (members && path.equals(AttributePath.of(MEMBERS)));
  }

  private boolean shownPart(AttributePath path, AttributeDefinition part) {
    if (part.returned() == Returned.NEVER || LATER.contains(part.name())) {
      return false;
    }
    if (wanted.contains(path.withSub(part.name()))) {
      return true;
    }
    return (wanted.isEmpty() || wanted.contains(path)) && part.returned() != Returned.REQUEST;
  }
}
