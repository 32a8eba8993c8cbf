package io.tessera.provisioning.internal.write;

import static io.tessera.model.Problem.Kind.MUTABILITY;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that are set once (RFC 7644 section 3.5.1): a value that is there stays, whether the
 * new state does not mention it or says the same; another one is refused.
 */
final class ImmutableAttributes {
  private final Problems problems = new Problems();
  private final Attributes before;
  private Attributes after;

  private ImmutableAttributes(Attributes before, Attributes after) {
    this.before = before;
    this.after = after;
  }

  /**
   * The new state with what must not change.
   *
   * @throws io.tessera.model.RejectedException MUTABILITY, with every attribute that would change
   */
  static Attributes kept(ResourceSchema schema, Attributes before, Attributes after) {
    ImmutableAttributes check = new ImmutableAttributes(before, after);
    check.keep(null, schema.core().attributes());
    for (SchemaDefinition extension : schema.extensions()) {
      check.keep(extension.urn(), extension.attributes());
    }
    check.problems.rejectIfAny();
    return check.after;
  }

  private void keep(@Nullable String extension, List<AttributeDefinition> definitions) {
    for (AttributeDefinition definition : definitions) {
      AttributePath path = new AttributePath(extension, definition.name(), null);
      if (definition.mutability() == Mutability.IMMUTABLE) {
        keep(path);
      } else if (definition.isComplex() && !definition.multiValued()) {
        definition.subAttributes().stream()
            .filter(sub -> sub.mutability() == Mutability.IMMUTABLE)
            .forEach(sub -> keep(path.withSub(sub.name())));
      }
    }
  }

  private void keep(AttributePath path) {
    Optional<Value> had = before.at(path);
    Optional<Value> has = after.at(path);
    if (had.isEmpty() || had.equals(has)) {
      return;
    }
    if (has.isPresent()) {
      problems.add(MUTABILITY, path, "it is set once and cannot be changed.");
      return;
    }
    after = with(after, path, had.get());
  }

  private static Attributes with(Attributes attributes, AttributePath path, Value value) {
    Optional<String> extension = path.extension();
    if (extension.isPresent()) {
      AttributePath inside = new AttributePath(null, path.name(), path.subName());
      Attributes home = with(attributes.complex(extension.get()), inside, value);
      return attributes.with(extension.get(), Value.complex(home));
    }
    return path.sub()
        .map(sub -> attributes.complex(path.name()).with(sub, value))
        .map(whole -> attributes.with(path.name(), Value.complex(whole)))
        .orElseGet(() -> attributes.with(path.name(), value));
  }
}
