package io.tessera.provisioning.internal.write;

import static io.tessera.model.Problem.Kind.INVALID_PATH;
import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.NO_TARGET;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.patch.PatchOperation.Kind;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one patch step makes of the value of one attribute. */
final class ElementPatch {
  private final FilterMatcher matcher;

  ElementPatch(ResourceSchema schema) {
    this.matcher = new FilterMatcher(schema);
  }

  /**
   * @param definition of the attribute as a whole
   * @param present its value; {@link Value#NONE} when it has none
   * @param value what the step brings
   * @return its value afterwards
   */
  Value change(
      Kind kind, PatchTarget target, AttributeDefinition definition, Value present, Value value) {
    if (target.selectionIfAny().isPresent()) {
      return changeSelected(kind, target, definition, present, value);
    }
    if (target.path().sub().isPresent()) {
      return changeSub(kind, target.path(), definition, present, value);
    }
    if (kind == Kind.REMOVE) {
      return value.isNone() ? Value.NONE : without(present, value.elements());
    }
    if (definition.multiValued()) {
      return kind == Kind.ADD ? added(present, value) : Value.many(value.elements());
    }
    return definition.isComplex() ? merged(present, value) : value;
  }

  private Value changeSub(
      Kind kind, AttributePath path, AttributeDefinition definition, Value present, Value value) {
    String sub = path.sub().orElseThrow();
    if (!definition.multiValued()) {
      Attributes old = present instanceof Value.Complex c ? c.attributes() : Attributes.empty();
      return Value.complex(set(kind, old, sub, value));
    }
    if (present.isNone() && kind != Kind.REMOVE) {
      return Value.many(List.of(Value.complex(Attributes.builder().put(sub, value).build())));
    }
    return Value.many(
        present.elements().stream()
            .<Value>map(e -> Value.complex(set(kind, complex(e), sub, value)))
            .filter(e -> !complex(e).isEmpty())
            .toList());
  }

  private Value changeSelected(
      Kind kind, PatchTarget target, AttributeDefinition definition, Value present, Value value) {
    AttributePath path = target.path().whole();
    if (!definition.multiValued()) {
      throw RejectedException.at(
          INVALID_PATH, path, path + ": only a multi-valued attribute takes a filter.");
    }
    Filter selection = target.selectionIfAny().orElseThrow();
    List<Value> result = new ArrayList<>();
    List<Value> brought = new ArrayList<>();
    boolean any = false;
    for (Value element : present.elements()) {
      if (!matcher.elementMatches(path, selection, element)) {
        result.add(element);
        continue;
      }
      any = true;
      Optional<Value> changed = changedElement(kind, target.path(), element, value);
      changed.ifPresent(result::add);
      changed.ifPresent(brought::add);
    }
    if (!any && kind == Kind.REPLACE) {
      throw RejectedException.at(NO_TARGET, path, path + ": no value matches the filter.");
    }
    if (!any && kind == Kind.ADD) {
      brought.add(newElement(target, value));
      result.addAll(brought);
    }
    return setsPrimary(target.path(), value)
        ? onePrimary(Value.many(result), Value.many(brought))
        : Value.many(result);
  }

  private static boolean setsPrimary(AttributePath path, Value value) {
    return path.sub().isPresent()
        ? path.sub().get().equals("primary") && value.equals(Value.bool(true))
        : value instanceof Value.Complex c && ValueReader.isPrimary(c.attributes());
  }

  private static Optional<Value> changedElement(
      Kind kind, AttributePath path, Value element, Value value) {
    Optional<String> sub = path.sub();
    if (sub.isPresent()) {
      Attributes changed = set(kind, complex(element), sub.get(), value);
      return changed.isEmpty() ? Optional.empty() : Optional.of(Value.complex(changed));
    }
    return switch (kind) {
      case REMOVE -> Optional.empty();
      case ADD -> Optional.of(merged(element, value));
      case REPLACE -> Optional.of(value);
    };
  }

  /**
   * Adding to {@code emails[type eq "work"].value} where there is none makes one that the filter
   * matches: clients of identity platforms do it and mean it.
   */
  private static Value newElement(PatchTarget target, Value value) {
    AttributePath path = target.path();
    Attributes.Builder element = Attributes.builder();
    fill(target.selectionIfAny().orElseThrow(), path, element);
    if (path.sub().isPresent()) {
      element.put(path.sub().get(), value);
      return Value.complex(element.build());
    }
    return merged(Value.complex(element.build()), value);
  }

  private static void fill(Filter selection, AttributePath path, Attributes.Builder element) {
    if (selection instanceof Filter.Compare compare && compare.operator() == Filter.Operator.EQ) {
      element.put(compare.path().name(), compare.literal());
    } else if (selection instanceof Filter.And and) {
      and.all().forEach(f -> fill(f, path, element));
    } else {
      throw RejectedException.at(NO_TARGET, path, path + ": no value matches the filter.");
    }
  }

  private static Value added(Value present, Value more) {
    List<Value> all = new ArrayList<>(present.isNone() ? List.of() : present.elements());
    more.elements().stream().filter(e -> !all.contains(e)).forEach(all::add);
    return onePrimary(Value.many(all), more);
  }

  /** When a step brings a primary value, the others stop being it (RFC 7644 section 3.5.2). */
  private static Value onePrimary(Value all, Value brought) {
    Optional<Value> primary =
        brought.elements().stream()
            .filter(e -> e instanceof Value.Complex c && ValueReader.isPrimary(c.attributes()))
            .findFirst();
    if (primary.isEmpty()) {
      return all;
    }
    return Value.many(
        all.elements().stream()
            .map(
                e ->
                    e.equals(primary.get()) || !ValueReader.isPrimary(complex(e))
                        ? e
                        : Value.complex(complex(e).with("primary", Value.bool(false))))
            .toList());
  }

  /** Removes the given values; objects are compared by what they say, usually {@code value}. */
  private static Value without(Value present, List<Value> gone) {
    return Value.many(
        present.elements().stream()
            .filter(e -> gone.stream().noneMatch(g -> describes(g, e)))
            .toList());
  }

  private static boolean describes(Value description, Value element) {
    if (description instanceof Value.Complex d && element instanceof Value.Complex e) {
      return d.attributes().names().stream()
          .allMatch(n -> d.attributes().get(n).equals(e.attributes().get(n)));
    }
    return description.equals(element);
  }

  private static Value merged(Value present, Value more) {
    if (!(more instanceof Value.Complex complex)) {
      throw RejectedException.of(
          INVALID_VALUE, "An object with sub-attributes is expected as value.");
    }
    Attributes.Builder all = complex(present).toBuilder();
    complex.attributes().forEach(all::put);
    return Value.complex(all.build());
  }

  private static Attributes set(Kind kind, Attributes element, String sub, Value value) {
    return kind == Kind.REMOVE ? element.without(sub) : element.with(sub, value);
  }

  private static Attributes complex(Value value) {
    return value instanceof Value.Complex c ? c.attributes() : Attributes.empty();
  }
}
