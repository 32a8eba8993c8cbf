package io.tessera.scim1.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.PatchReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a partial resource does to the whole one in steps of a patch, so that members of a
 * group come and go without the others being looked at.
 */
final class Merging {
  private static final String MEMBERS = "members";
  private static final String PRIMARY = "primary";

  private final ResourceSchema schema;
  private final Attributes partial;
  private final Set<AttributePath> cleared = new LinkedHashSet<>();
  private final List<PatchOperation> steps = new ArrayList<>();

  /**
   * @param partial in the schema's spelling
   */
  Merging(ResourceSchema schema, Attributes partial) {
    this.schema = schema;
    this.partial = partial;
  }

  /** Takes away what is there, before the partial resource is merged. */
  void clear(AttributePath path) {
    boolean readOnly =
        schema.definition(path).filter(d -> d.mutability() == Mutability.READ_ONLY).isPresent();
    if (!readOnly && cleared.add(path)) {
      boolean replaced = partial.at(path).isPresent() && path.sub().isEmpty();
      if (!replaced || isSingleComplex(path)) {
        step(PatchOperation.Kind.REMOVE, path, null, null);
      }
    }
  }

  private boolean isSingleComplex(AttributePath path) {
    return schema.definition(path).filter(d -> d.isComplex() && !d.multiValued()).isPresent();
  }

  List<PatchOperation> steps() {
    partial.forEach(
        (name, value) -> {
          if (schema.extension(name).isPresent()) {
            partial
                .complex(name)
                .forEach((inner, v) -> merge(AttributePath.inExtension(name, inner), v));
          } else {
            merge(AttributePath.of(name), value);
          }
        });
    return steps;
  }

  private void merge(AttributePath path, Value value) {
    AttributeDefinition definition = schema.definition(path).orElseThrow();
    if (definition.multiValued()) {
      if (value.elements().size() > PatchReader.MAX_VALUES) {
        throw RejectedException.at(
            Kind.TOO_MANY, path, "At most " + PatchReader.MAX_VALUES + " values at once.");
      }
      elements(path, value.elements());
    } else if (value.isNone()) {
      step(PatchOperation.Kind.REMOVE, path, null, null);
    } else if (value instanceof Value.Complex complex && definition.isComplex()) {
      complex.attributes().forEach((sub, v) -> part(path.withSub(sub), v));
    } else {
      step(PatchOperation.Kind.REPLACE, path, null, value);
    }
  }

  private void part(AttributePath path, Value value) {
    if (schema.definition(path).isEmpty()) {
      throw RejectedException.at(
          Kind.INVALID_PATH, path, path + ": no schema of this type has this attribute.");
    }
    if (value.isNone()) {
      step(PatchOperation.Kind.REMOVE, path, null, null);
    } else {
      step(PatchOperation.Kind.REPLACE, path, null, value);
    }
  }

  private void elements(AttributePath path, List<Value> elements) {
    List<Value> added =
        elements.stream()
            .filter(e -> !Scim1Reader.deletes(e))
            .map(Scim1Reader::withoutOperation)
            .toList();
    if (cleared.contains(path)) {
      // An element to delete is ignored here: all that was there goes anyway.
      PatchOperation.Kind kind =
          added.isEmpty() ? PatchOperation.Kind.REMOVE : PatchOperation.Kind.REPLACE;
      step(kind, path, null, added.isEmpty() ? null : Value.many(added));
      return;
    }
    List<Value> deleted =
        elements.stream().filter(Scim1Reader::deletes).map(Merging::description).toList();
    if (!deleted.isEmpty()) {
      step(PatchOperation.Kind.REMOVE, path, null, Value.many(deleted));
    }
    if (path.name().equals(MEMBERS)) {
      if (!added.isEmpty()) {
        step(PatchOperation.Kind.ADD, path, null, Value.many(added));
      }
    } else {
      added.forEach(e -> add(path, e));
    }
  }

  /** Into the element with the same {@code value}, which is made where there is none. */
  private void add(AttributePath path, Value element) {
    Optional<Value> value =
        element instanceof Value.Complex complex
            ? complex.attributes().get("value")
            : Optional.empty();
    if (value.isPresent()) {
      Filter same = new Filter.Compare(AttributePath.of("value"), Filter.Operator.EQ, value.get());
      step(PatchOperation.Kind.ADD, path, same, element);
      if (isPrimary(element)) {
        // The element that bears the mark afterwards is another than the one that brought it.
        step(PatchOperation.Kind.REPLACE, path.withSub(PRIMARY), same, Value.bool(true));
      }
    } else {
      step(PatchOperation.Kind.ADD, path, null, Value.many(List.of(element)));
    }
  }

  private static boolean isPrimary(Value element) {
    return element instanceof Value.Complex complex
        && complex.attributes().bool(PRIMARY).orElse(false);
  }

  /** What an element to delete is known by: its {@code value}, else all it says. */
  private static Value description(Value element) {
    if (element instanceof Value.Complex complex && complex.attributes().get("value").isPresent()) {
      Value value = complex.attributes().get("value").orElseThrow();
      return Value.complex(Attributes.empty().with("value", value));
    }
    return Scim1Reader.withoutOperation(element);
  }

  private void step(
      PatchOperation.Kind kind,
      AttributePath path,
      @Nullable Filter selection,
      @Nullable Value value) {
    steps.add(new PatchOperation(kind, new PatchTarget(path, selection), value));
  }
}
