package io.tessera.model.schema;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a type of resource may carry: its core schema, its extensions, and the attributes
 * common to all resources (id, externalId, meta; RFC 7643 section 3.1).
 *
 * @param indexed what is indexed by configuration
 */
public record ResourceSchema(
    ResourceType type,
    SchemaDefinition core,
    List<SchemaDefinition> extensions,
    List<IndexedAttribute> indexed) {

  public ResourceSchema {
    extensions = List.copyOf(extensions);
    indexed = List.copyOf(indexed);
  }

  /** A schema without attributes that are indexed by configuration. */
  public ResourceSchema(
      ResourceType type, SchemaDefinition core, List<SchemaDefinition> extensions) {
    this(type, core, extensions, List.of());
  }

  /** An extension by its URN in any case. */
  public Optional<SchemaDefinition> extension(String urn) {
    return extensions.stream().filter(e -> e.urn().equalsIgnoreCase(urn)).findFirst();
  }

  /** URNs of the core schema and all extensions. */
  public Stream<String> urns() {
    return Stream.concat(Stream.of(core.urn()), extensions.stream().map(SchemaDefinition::urn));
  }

  /**
   * Turns a path as a client writes it, in any case and optionally qualified by a URN, into the
   * schema's spelling: {@code USERNAME}, {@code emails.Value}, {@code
   * urn:ietf:params:scim:schemas:core:2.0:User:name.givenName}.
   *
   * @return empty when no schema of this type knows the attribute
   */
  public Optional<AttributePath> resolve(String written) {
    for (SchemaDefinition extension : extensions) {
      if (startsWithUrn(written, extension.urn())) {
        return inSchema(
            extension, extension.urn(), written.substring(extension.urn().length() + 1));
      }
    }
    String rest =
        startsWithUrn(written, core.urn()) ? written.substring(core.urn().length() + 1) : written;
    return inSchema(core, null, rest);
  }

  /** The definition of the attribute or sub-attribute a canonical path names. */
  public Optional<AttributeDefinition> definition(AttributePath path) {
    Optional<AttributeDefinition> attribute =
        path.extension().isPresent()
            ? extension(path.extension().get()).flatMap(e -> e.attribute(path.name()))
            : coreOrCommon(path.name());
    Optional<String> sub = path.sub();
    return sub.isEmpty() ? attribute : attribute.flatMap(a -> a.sub(sub.get()));
  }

  private Optional<AttributeDefinition> coreOrCommon(String name) {
    Optional<AttributeDefinition> own = core.attribute(name);
    return own.isPresent() ? own : CommonAttributes.SCHEMA.attribute(name);
  }

  private Optional<AttributePath> inSchema(
      SchemaDefinition schema, @Nullable String extensionUrn, String dotted) {
    int dot = dotted.indexOf('.');
    String name = dot < 0 ? dotted : dotted.substring(0, dot);
    Optional<AttributeDefinition> found =
        extensionUrn == null ? coreOrCommon(name) : schema.attribute(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    AttributeDefinition attribute = found.get();
    if (dot < 0) {
      return Optional.of(new AttributePath(extensionUrn, attribute.name(), null));
    }
    return attribute
        .sub(dotted.substring(dot + 1))
        .map(sub -> new AttributePath(extensionUrn, attribute.name(), sub.name()));
  }

  private static boolean startsWithUrn(String written, String urn) {
    return written.length() > urn.length()
        && written.charAt(urn.length()) == ':'
        && written.regionMatches(true, 0, urn, 0, urn.length());
  }
}
