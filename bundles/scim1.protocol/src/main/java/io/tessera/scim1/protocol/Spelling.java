package io.tessera.scim1.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.SchemaDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a body of SCIM 1.1, whole or partial, into the schema's spelling, and takes what clients
 * of that time write in other forms: truth values and numbers as texts and the other way round,
 * plain texts for multi-valued attributes, empty texts for no value. {@code operation} stays in the
 * elements. What does not fit is left for validation to name.
 */
final class Spelling {
  static final String OPERATION = "operation";
  private static final Set<String> SERVERS_OWN = Set.of("schemas", "id", "meta");

  private final Vocabulary words;
  private final List<Problem> problems = new ArrayList<>();
  private final Attributes.Builder core = Attributes.builder();
  private final Map<String, Attributes.Builder> extensions = new LinkedHashMap<>();

  Spelling(Vocabulary words) {
    this.words = words;
  }

  /** What is unknown or otherwise wrong so far; it is in the result as it was written. */
  List<Problem> problems() {
    return problems;
  }

  Attributes of(Attributes body) {
    body.forEach(this::attribute);
    extensions.forEach((urn, inside) -> core.keep(urn, Value.complex(inside.build())));
    return core.build();
  }

  private void attribute(String name, Value value) {
    if (SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    Optional<SchemaDefinition> extension = words.extension(name);
    if (extension.isPresent()) {
      inside(name, value, inner -> extension);
    } else if (Vocabulary.isWso2(name)) {
      inside(name, value, words::extensionWith);
    } else {
      ofCore(name, value);
    }
  }

  private void ofCore(String name, Value value) {
    Optional<AttributePath> path =
        words.schema().resolve(name).filter(p -> p.sub().isEmpty() && p.extension().isEmpty());
    if (path.isPresent()) {
      keep(path.get(), value);
    } else if (name.indexOf(':') < 0) {
      unknown(AttributePath.of(name));
      core.keep(name, value);
    } // else attributes of a schema that is not ours: a client cannot be kept from sending them
  }

  /** Finds the extension that has an attribute. */
  private interface Home {
    Optional<SchemaDefinition> of(String attribute);
  }

  private void inside(String key, Value value, Home home) {
    if (value instanceof Value.Complex complex) {
      complex.attributes().forEach((name, each) -> insideOne(key, name, each, home));
    } else if (!value.isNone()) {
      problems.add(
          Problem.at(
              Kind.INVALID_VALUE,
              AttributePath.of(key),
              "The attributes of an extension are a JSON object."));
    }
  }

  private void insideOne(String key, String name, Value value, Home home) {
    Optional<SchemaDefinition> extension = home.of(name);
    Optional<AttributePath> path =
        extension.flatMap(
            e -> e.attribute(name).map(a -> AttributePath.inExtension(e.urn(), a.name())));
    if (path.isPresent()) {
      keep(path.get(), value);
    } else {
      unknown(AttributePath.inExtension(key, name));
      put(extension.map(SchemaDefinition::urn).orElse(key), name, value);
    }
  }

  private void put(String urn, String name, Value value) {
    extensions.computeIfAbsent(urn, u -> Attributes.builder()).keep(name, value);
  }

  private void unknown(AttributePath path) {
    problems.add(
        Problem.at(Kind.INVALID_PATH, path, path + ": no schema of this type has this attribute."));
  }

  private void keep(AttributePath path, Value value) {
    AttributeDefinition definition = words.schema().definition(path).orElseThrow();
    if (definition.mutability() == Mutability.READ_ONLY) {
      return;
    }
    Value spelled = spelled(path, definition, value);
    @Nullable String urn = path.extensionUrn();
    if (urn == null) {
      core.keep(path.name(), spelled);
    } else {
      put(urn, path.name(), spelled);
    }
  }

  private static Value spelled(AttributePath path, AttributeDefinition definition, Value value) {
    if (isNothing(value)) {
      return Value.NONE;
    }
    if (!definition.multiValued()) {
      return single(path, definition, value);
    }
    return Value.many(
        value.elements().stream()
            .map(v -> single(path, definition, v))
            .filter(v -> !isNothing(v))
            .toList());
  }

  private static Value single(AttributePath path, AttributeDefinition definition, Value value) {
    if (!definition.isComplex()) {
      return simple(definition, value);
    }
    if (value instanceof Value.Complex complex) {
      return Value.complex(parts(path, definition, complex.attributes()));
    }
    boolean shortForm = definition.sub("value").isPresent() && !(value instanceof Value.Many);
    return shortForm && !isNothing(value)
        ? Value.complex(parts(path, definition, Attributes.empty().with("value", value)))
        : value;
  }

  private static Attributes parts(
      AttributePath path, AttributeDefinition definition, Attributes written) {
    Attributes.Builder parts = Attributes.builder();
    written.forEach(
        (name, value) -> {
          String canonical = Vocabulary.canonicalSub(path, name);
          Optional<AttributeDefinition> sub = definition.sub(canonical);
          if (sub.isPresent()) {
            if (sub.get().mutability() != Mutability.READ_ONLY || isMemberName(path, name)) {
              parts.keep(sub.get().name(), spelled(path, sub.get(), value));
            }
          } else if (definition.multiValued() && name.equalsIgnoreCase(OPERATION)) {
            parts.keep(OPERATION, value);
          } else {
            parts.keep(name, value);
          }
        });
    return parts.build();
  }

  /** Some clients know members by their names only. */
  private static boolean isMemberName(AttributePath path, String sub) {
    return path.name().equals("members") && sub.equalsIgnoreCase("display");
  }

  private static Value simple(AttributeDefinition definition, Value value) {
    if (definition.type() == AttributeDefinition.Type.BOOLEAN && value instanceof Value.Text text) {
      return truth(text);
    }
    boolean text =
        definition.type() == AttributeDefinition.Type.STRING
            || definition.type() == AttributeDefinition.Type.REFERENCE
            || definition.type() == AttributeDefinition.Type.DATE_TIME;
    if (text && value instanceof Value.Num number) {
      return Value.text(number.value().toPlainString());
    }
    return value;
  }

  private static Value truth(Value.Text text) {
    return switch (text.value().toLowerCase(Locale.ROOT)) {
      case "true" -> Value.bool(true);
      case "false" -> Value.bool(false);
      default -> text;
    };
  }

  private static boolean isNothing(Value value) {
    return value.isNone() || (value instanceof Value.Text text && text.value().isEmpty());
  }
}
