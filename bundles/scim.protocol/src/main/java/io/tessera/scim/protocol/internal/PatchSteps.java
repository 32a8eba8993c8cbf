package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import io.tessera.scim.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the steps of one patch request and everything that is wrong with it. */
public final class PatchSteps {
  /** What clients repeat from a resource they read, and nobody can change. */
  private static final Set<String> SERVERS_OWN = Set.of("schemas", "id", "meta");

  private final ResourceSchema schema;
  private final Expressions expressions;
  private final Limits limits;
  private final List<Problem> problems;
  private final List<PatchOperation> operations = new ArrayList<>();
  private String place = "";

  /**
   * @param problems where problems are added
   */
  public PatchSteps(ResourceSchema schema, Limits limits, List<Problem> problems) {
    this.schema = schema;
    this.expressions = new Expressions(schema, limits);
    this.limits = limits;
    this.problems = problems;
  }

  public List<PatchOperation> operations() {
    return operations;
  }

  /** Reads one element of {@code Operations}. */
  public void read(int index, Value written) {
    place = "Operations[" + index + "]: ";
    if (!(written instanceof Value.Complex complex)) {
      problem(Kind.INVALID_SYNTAX, null, "an object is expected.");
      return;
    }
    Attributes operation = complex.attributes();
    PatchOperation.Kind kind = kind(operation);
    if (kind == null) {
      return;
    }
    @Nullable Value value = Keys.find(operation, "value").orElse(null);
    Value path = Keys.find(operation, "path").orElse(Value.NONE);
    if (path instanceof Value.Text text && !text.value().isBlank()) {
      at(kind, text.value().strip(), value);
    } else if (path.isNone()) {
      everywhere(kind, value);
    } else {
      problem(Kind.INVALID_PATH, null, "'path' must name an attribute, or be left out.");
    }
  }

  private PatchOperation.@Nullable Kind kind(Attributes operation) {
    String op = Keys.text(operation, "op").orElse("").toLowerCase(Locale.ROOT);
    switch (op) {
      case "add":
        return PatchOperation.Kind.ADD;
      case "replace":
        return PatchOperation.Kind.REPLACE;
      case "remove":
        return PatchOperation.Kind.REMOVE;
      default:
        problem(Kind.INVALID_SYNTAX, null, "'op' must be add, replace or remove.");
        return null;
    }
  }

  private void at(PatchOperation.Kind kind, String path, @Nullable Value value) {
    Optional<SchemaDefinition> extension = schema.extension(path);
    if (extension.isPresent()) {
      wholeExtension(kind, extension.get(), value);
    } else if (path.equalsIgnoreCase(schema.core().urn())) {
      everywhere(kind, value);
    } else {
      target(kind, path, value);
    }
  }

  /** No path: the value names the attributes. */
  private void everywhere(PatchOperation.Kind kind, @Nullable Value value) {
    if (kind == PatchOperation.Kind.REMOVE) {
      problem(Kind.NO_TARGET, null, "a removal needs a 'path'.");
      return;
    }
    if (!(value instanceof Value.Complex complex)) {
      problem(Kind.INVALID_VALUE, null, "without 'path', 'value' must be an object of attributes.");
      return;
    }
    complex
        .attributes()
        .forEach(
            (name, each) -> {
              if (!SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                at(kind, name, each);
              }
            });
  }

  private void wholeExtension(
      PatchOperation.Kind kind, SchemaDefinition extension, @Nullable Value value) {
    boolean removes = kind == PatchOperation.Kind.REMOVE;
    if (removes || (value != null && value.isNone())) {
      if (kind != PatchOperation.Kind.ADD) {
        extension
            .attributes()
            .forEach(
                a -> target(PatchOperation.Kind.REMOVE, extension.urn() + ":" + a.name(), null));
      }
    } else if (value instanceof Value.Complex complex) {
      complex
          .attributes()
          .forEach((name, each) -> target(kind, extension.urn() + ":" + name, each));
    } else {
      problem(Kind.INVALID_VALUE, null, "'" + extension.urn() + "' takes an object of attributes.");
    }
  }

  private void target(PatchOperation.Kind kind, String path, @Nullable Value value) {
    PatchTarget target;
    try {
      target = expressions.target(path);
    } catch (RejectedException unreadable) {
      unreadable.problems().forEach(p -> problem(p.kind(), p.path(), p.detail()));
      return;
    }
    schema
        .definition(target.path())
        .ifPresent(
            definition -> {
              if (kind == PatchOperation.Kind.REMOVE) {
                remove(target, definition, value);
              } else {
                set(kind, target, definition, value);
              }
            });
  }

  private void remove(PatchTarget target, AttributeDefinition definition, @Nullable Value value) {
    boolean list = definition.multiValued() && target.selectionIfAny().isEmpty();
    if (!list || value == null) {
      operations.add(new PatchOperation(PatchOperation.Kind.REMOVE, target, null));
    } else if (value.isNone()) {
      problem(
          Kind.INVALID_VALUE,
          target.path(),
          "the list of values to remove is empty; leave 'value' out to remove all.");
    } else {
      Shape shape = shape(target.path());
      operations.add(
          new PatchOperation(PatchOperation.Kind.REMOVE, target, shape.list(definition, value)));
    }
  }

  private void set(
      PatchOperation.Kind kind,
      PatchTarget target,
      AttributeDefinition definition,
      @Nullable Value value) {
    if (value == null) {
      problem(Kind.INVALID_VALUE, target.path(), "'value' is missing.");
      return;
    }
    if (value.isNone()) {
      if (kind == PatchOperation.Kind.REPLACE) {
        operations.add(new PatchOperation(PatchOperation.Kind.REMOVE, target, null));
      }
      return;
    }
    if (value.elements().size() > limits.patchValues()) {
      problem(Kind.TOO_MANY, target.path(), "at most " + limits.patchValues() + " values at once.");
      return;
    }
    Shape shape = shape(target.path());
    boolean list = definition.multiValued() && target.selectionIfAny().isEmpty();
    Value shaped = list ? shape.list(definition, value) : shape.single(definition, value);
    operations.add(new PatchOperation(kind, target, shaped));
    if (kind == PatchOperation.Kind.REPLACE && !list) {
      shape.emptied().forEach(sub -> removeSub(target, sub));
    }
  }

  private void removeSub(PatchTarget target, String sub) {
    PatchTarget below = new PatchTarget(target.path().withSub(sub), target.selection());
    operations.add(new PatchOperation(PatchOperation.Kind.REMOVE, below, null));
  }

  private Shape shape(AttributePath at) {
    return new Shape(at, (path, detail) -> problem(Kind.INVALID_PATH, path, detail));
  }

  private void problem(Kind kind, @Nullable AttributePath path, String detail) {
    problems.add(new Problem(kind, path, place + detail));
  }
}
