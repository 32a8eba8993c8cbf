package io.tessera.provisioning.internal.write;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What callers see of documents whose custom schemas have changed since they were written: values
 * that no schema has any more, or has with another type, are kept and not shown, and come back with
 * their definition.
 */
final class Visible {
  private final ResourceSchema schema;

  Visible(ResourceSchema schema) {
    this.schema = schema;
  }

  Resource of(Resource resource) {
    Attributes seen = of(resource.attributes());
    return seen == resource.attributes()
        ? resource
        : new Resource(
            resource.type(),
            resource.id(),
            resource.domain(),
            resource.version(),
            resource.created(),
            resource.lastModified(),
            resource.externalId(),
            seen);
  }

  /** The same object where all is seen, which is the rule. */
  Attributes of(Attributes document) {
    Attributes seen = document;
    for (String name : document.names()) {
      if (isCustom(name)) {
        Attributes inside = document.complex(name);
        Attributes shown = schema.extension(name).map(e -> shown(e, inside)).orElse(none());
        if (!shown.equals(inside)) {
          seen = seen.with(name, Value.complex(shown));
        }
      }
    }
    return seen;
  }

  /**
   * A new document from what a caller made of what it saw: what was not seen stays, unless the
   * attribute was written anew.
   */
  Attributes restore(Attributes document, Attributes changed) {
    Attributes restored = changed;
    for (String name : document.names()) {
      if (isCustom(name)) {
        Attributes raw = document.complex(name);
        Attributes seen = schema.extension(name).map(e -> shown(e, raw)).orElse(none());
        if (!seen.equals(raw)) {
          Attributes inside = restored(raw, seen, changed.complex(name));
          restored = restored.with(name, Value.complex(inside));
        }
      }
    }
    return restored;
  }

  private static Attributes restored(Attributes raw, Attributes seen, Attributes changed) {
    Attributes.Builder inside = changed.toBuilder();
    raw.forEach(
        (attribute, value) -> {
          if (seen.get(attribute).equals(changed.get(attribute))) {
            inside.put(attribute, value);
          }
        });
    return inside.build();
  }

  private static boolean isCustom(String name) {
    return name.indexOf(':') >= 0 && !name.equals(BuiltInSchemas.ENTERPRISE_URN);
  }

  private static Attributes none() {
    return Attributes.empty();
  }

  private static Attributes shown(SchemaDefinition extension, Attributes inside) {
    Attributes.Builder shown = Attributes.builder();
    inside.forEach(
        (name, value) ->
            extension
                .attribute(name)
                .filter(definition -> definition.name().equals(name))
                .flatMap(definition -> shown(definition, value))
                .ifPresent(seen -> shown.put(name, seen)));
    return shown.build();
  }

  private static Optional<Value> shown(AttributeDefinition definition, Value value) {
    if (definition.multiValued() != value instanceof Value.Many) {
      return Optional.empty();
    }
    if (!(value instanceof Value.Many many)) {
      return single(definition, value);
    }
    List<Value> elements = new ArrayList<>();
    many.values().forEach(element -> single(definition, element).ifPresent(elements::add));
    return Optional.of(Value.many(elements)).filter(list -> !list.isNone()).map(v -> v);
  }

  private static Optional<Value> single(AttributeDefinition definition, Value value) {
    if (!definition.isComplex()) {
      return ValueReader.fits(definition, value) ? Optional.of(value) : Optional.empty();
    }
    if (!(value instanceof Value.Complex complex)) {
      return Optional.empty();
    }
    Attributes.Builder shown = Attributes.builder();
    complex
        .attributes()
        .forEach(
            (name, inner) ->
                definition
                    .sub(name)
                    .filter(sub -> sub.name().equals(name))
                    .flatMap(sub -> shown(sub, inner))
                    .ifPresent(seen -> shown.put(name, seen)));
    Attributes inside = shown.build();
    return inside.isEmpty() ? Optional.empty() : Optional.of(Value.complex(inside));
  }
}
