package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a client wants to see, as canonical paths. */
public final class Wishes {
  /** A client without wishes. */
  public static final Wishes NONE = new Wishes(false, Set.of(), Set.of());

  private final boolean restricted;
  private final Set<AttributePath> wanted;
  private final Set<AttributePath> unwanted;

  private Wishes(boolean restricted, Set<AttributePath> wanted, Set<AttributePath> unwanted) {
    this.restricted = restricted;
    this.wanted = wanted;
    this.unwanted = unwanted;
  }

  public static Wishes of(ResourceSchema schema, List<String> attributes, List<String> excluded) {
    return new Wishes(!attributes.isEmpty(), paths(schema, attributes), paths(schema, excluded));
  }

  private static Set<AttributePath> paths(ResourceSchema schema, List<String> written) {
    Set<AttributePath> paths = new HashSet<>();
    for (String text : written) {
      Optional<SchemaDefinition> extension = schema.extension(text);
      if (extension.isPresent()) {
        String urn = extension.get().urn();
        extension
            .get()
            .attributes()
            .forEach(a -> paths.add(AttributePath.inExtension(urn, a.name())));
      } else if (text.equalsIgnoreCase(schema.core().urn())) {
        schema.core().attributes().forEach(a -> paths.add(AttributePath.of(a.name())));
      } else {
        schema.resolve(text).ifPresent(paths::add);
      }
    }
    return paths;
  }

  /** Whether an attribute is shown at least in part. */
  public boolean show(AttributePath path, AttributeDefinition attribute) {
    return switch (attribute.returned()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case DEFAULT -> restricted ? wantsSome(path, attribute) : !unwanted.contains(path);
      case REQUEST -> restricted && wantsSome(path, attribute);
    };
  }

  /** Whether a sub-attribute of a shown attribute is shown. */
  public boolean showPart(
      AttributePath path, AttributeDefinition attribute, AttributeDefinition part) {
    if (part.returned() == Returned.NEVER || part.returned() == Returned.ALWAYS) {
      return part.returned() == Returned.ALWAYS;
    }
    AttributePath partPath = path.withSub(part.name());
    if (wanted.contains(partPath)) {
      return true;
    }
    boolean whole = !wantsSome(path, attribute) || wanted.contains(path);
    return whole && part.returned() == Returned.DEFAULT && !unwanted.contains(partPath);
  }

  private boolean wantsSome(AttributePath path, AttributeDefinition attribute) {
    return wanted.contains(path)
        || attribute.subAttributes().stream()
            .anyMatch(sub -> wanted.contains(path.withSub(sub.name())));
  }
}
