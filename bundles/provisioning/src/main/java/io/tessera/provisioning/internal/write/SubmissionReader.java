package io.tessera.provisioning.internal.write;

import static io.tessera.model.Problem.Kind.INVALID_PATH;
import static io.tessera.model.Problem.Kind.INVALID_VALUE;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole resource as a caller submitted it: brings names into the schema's spelling, drops
 * what only the server sets, checks every value by the schema and takes apart what is kept in
 * different places.
 */
final class SubmissionReader {
  private static final Set<String> SERVER_SET = Set.of("id", "meta", "schemas");

  private final ResourceSchema schema;
  private final Problems problems = new Problems();
  private final ValueReader values = new ValueReader(problems);

  SubmissionReader(ResourceSchema schema) {
    this.schema = schema;
  }

  /**
   * @throws io.tessera.model.RejectedException with all problems
   */
  Submission read(Attributes written) {
    Attributes.Builder kept = Attributes.builder();
    written.forEach((name, value) -> readTopLevel(name, value, kept));
    Attributes attributes = kept.build();
    requireAll(attributes, written);
    Optional<String> externalId = attributes.text("externalId");
    Optional<String> password = attributes.text("password");
    List<ResourceId> members = members(attributes, written);
    problems.rejectIfAny();
    return new Submission(
        attributes.without("externalId").without("password").without("members"),
        externalId.orElse(null),
        password.orElse(null),
        members);
  }

  /** As {@link #read}, for a resource that is created or replaced as a whole. */
  Submission readWhole(Attributes written) {
    Submission submission = read(written);
    for (SchemaDefinition extension : schema.extensions()) {
      Attributes inside = submission.attributes().complex(extension.urn());
      if (!inside.isEmpty()) {
        requireAll(extension, inside);
      }
    }
    problems.rejectIfAny();
    return submission;
  }

  /** An extension may be left out; what it requires is required where it is used. */
  private void requireAll(SchemaDefinition extension, Attributes inside) {
    for (AttributeDefinition definition : extension.attributes()) {
      AttributePath path = AttributePath.inExtension(extension.urn(), definition.name());
      Optional<Value> value = inside.get(definition.name());
      if (definition.required() && value.isEmpty()) {
        problems.add(INVALID_VALUE, path, "it is required where the extension is used.");
      }
      value.ifPresent(v -> requireSubs(path, definition, v));
    }
  }

  private void requireSubs(AttributePath path, AttributeDefinition definition, Value value) {
    for (Value element : value.elements()) {
      for (AttributeDefinition sub : definition.subAttributes()) {
        boolean missing =
            element instanceof Value.Complex complex
                && complex.attributes().get(sub.name()).isEmpty();
        if (sub.required() && missing) {
          problems.add(INVALID_VALUE, path.withSub(sub.name()), "it is required.");
        }
      }
    }
  }

  private void readTopLevel(String name, Value value, Attributes.Builder kept) {
    if (SERVER_SET.contains(name.toLowerCase(java.util.Locale.ROOT))) {
      return;
    }
    Optional<SchemaDefinition> extension = schema.extension(name);
    if (extension.isPresent()) {
      readExtension(extension.get(), value, kept);
      return;
    }
    Optional<AttributePath> path = schema.resolve(name).filter(p -> p.sub().isEmpty());
    Optional<AttributeDefinition> definition = path.flatMap(schema::definition);
    if (definition.isEmpty()) {
      problems.add(INVALID_PATH, AttributePath.of(name), "no schema of this type has it.");
    } else if (definition.get().mutability() != Mutability.READ_ONLY) {
      kept.put(definition.get().name(), values.read(path.get(), definition.get(), value));
    }
  }

  private void readExtension(SchemaDefinition extension, Value value, Attributes.Builder kept) {
    AttributePath here = AttributePath.of(extension.urn());
    if (value.isNone()) {
      return;
    }
    if (!(value instanceof Value.Complex complex)) {
      problems.add(INVALID_VALUE, here, "an extension is a JSON object.");
      return;
    }
    Attributes.Builder inside = Attributes.builder();
    complex
        .attributes()
        .forEach(
            (name, inner) -> {
              AttributePath path = AttributePath.inExtension(extension.urn(), name);
              Optional<AttributeDefinition> definition = extension.attribute(name);
              if (definition.isEmpty()) {
                problems.add(INVALID_PATH, path, "the extension does not have it.");
              } else if (definition.get().mutability() != Mutability.READ_ONLY) {
                inside.put(definition.get().name(), values.read(path, definition.get(), inner));
              }
            });
    kept.put(extension.urn(), Value.complex(inside.build()));
  }

  private void requireAll(Attributes attributes, Attributes written) {
    for (AttributeDefinition definition : schema.core().attributes()) {
      boolean missing = definition.required() && attributes.get(definition.name()).isEmpty();
      if (missing && !isSaid(definition.name(), written)) {
        problems.add(INVALID_VALUE, AttributePath.of(definition.name()), "it is required.");
      }
    }
    String key = io.tessera.model.Resource.nameAttribute(schema.type());
    if (attributes.text(key).filter(String::isBlank).isPresent()) {
      problems.add(INVALID_VALUE, AttributePath.of(key), "it must not be blank.");
    }
  }

  /** What was said and is not kept has been reported already. */
  private static boolean isSaid(String name, Attributes written) {
    return written.names().stream()
        .filter(name::equalsIgnoreCase)
        .flatMap(n -> written.get(n).stream())
        .anyMatch(value -> !value.isNone());
  }

  /** Null when the caller said nothing about members; empty when it wants none. */
  private @Nullable List<ResourceId> members(Attributes attributes, Attributes written) {
    if (schema.type() != ResourceType.GROUP) {
      return null;
    }
    boolean said = written.names().stream().anyMatch("members"::equalsIgnoreCase);
    return said ? memberIds(attributes.get("members").orElse(Value.NONE), problems) : null;
  }

  /** The ids in values of {@code members}, each once. */
  static List<ResourceId> memberIds(Value members, Problems problems) {
    Set<ResourceId> ids = new LinkedHashSet<>();
    for (Value element : members.elements()) {
      Optional<String> value =
          element instanceof Value.Complex complex
              ? complex.attributes().text("value")
              : element instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty();
      Optional<ResourceId> id = value.flatMap(ResourceId::parse);
      if (id.isEmpty()) {
        problems.add(
            INVALID_VALUE,
            AttributePath.of("members", "value"),
            "the id of an existing user or group is expected.");
      }
      id.ifPresent(ids::add);
    }
    return new ArrayList<>(ids);
  }
}
