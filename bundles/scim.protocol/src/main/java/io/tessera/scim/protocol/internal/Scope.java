package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import java.util.List;
import java.util.Optional;

/** Which attributes a name may mean at a place of a filter. */
interface Scope {
  /** An attribute with its canonical path. */
  record Named(AttributePath path, AttributeDefinition definition) {
    /** What a comparison compares: a complex attribute's {@code value}. */
    Optional<Named> comparable() {
      if (!definition.isComplex()) {
        return Optional.of(this);
      }
      return definition.sub("value").map(sub -> new Named(path.withSub(sub.name()), sub));
    }
  }

  /** The attribute a client means, written in any case; empty when there is none. */
  Optional<Named> find(String written);

  /** All attributes of a type of resource. */
  static Scope of(ResourceSchema schema) {
    return written ->
        schema
            .resolve(written)
            .or(() -> onlyInExtension(schema, written))
            .flatMap(path -> schema.definition(path).map(d -> new Named(path, d)));
  }

  /** Clients leave the URN out: {@code manager} is what one extension alone has. */
  private static Optional<AttributePath> onlyInExtension(ResourceSchema schema, String written) {
    List<AttributePath> found =
        schema.extensions().stream()
            .flatMap(extension -> schema.resolve(extension.urn() + ":" + written).stream())
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The sub-attributes of one attribute, as inside brackets. */
  static Scope inside(AttributeDefinition attribute) {
    return written ->
        attribute.sub(written).map(sub -> new Named(AttributePath.of(sub.name()), sub));
  }
}
