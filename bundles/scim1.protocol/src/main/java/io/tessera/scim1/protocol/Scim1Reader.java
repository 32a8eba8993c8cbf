package io.tessera.scim1.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.model.patch.Patch;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import io.tessera.scim.protocol.PatchReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the JSON of resources, whole (POST, PUT) or partial (PATCH), into attributes and patches.
 * Immutable.
 *
 * <p>{@code schemas} is not insisted on, as old clients forget it. Attributes below a URN that no
 * schema here has are left out, because clients cannot always be kept from sending them.
 */
public final class Scim1Reader {
  private static final String DELETE = "delete";

  private final Vocabulary words;

  public Scim1Reader(ResourceSchema schema) {
    this.words = new Vocabulary(schema);
  }

  /**
   * Reads the body of a POST or PUT, without the elements a client marked for deletion. Unknown
   * attributes are left as written for validation to name with all other problems.
   *
   * @throws RejectedException an extension is no object
   */
  public Attributes read(Attributes body) {
    Spelling spelling = new Spelling(words);
    Attributes spelled = spelling.of(body);
    rejectIfAny(spelling.problems().stream().filter(p -> p.kind() != Kind.INVALID_PATH).toList());
    Attributes.Builder kept = Attributes.builder();
    spelled.forEach((name, value) -> kept.keep(name, keptOf(value)));
    return kept.build();
  }

  private static Value keptOf(Value value) {
    if (!(value instanceof Value.Many many)) {
      return value;
    }
    return Value.many(
        many.values().stream()
            .filter(v -> !deletes(v))
            .map(Scim1Reader::withoutOperation)
            .toList());
  }

  /**
   * Reads the body of a PATCH (draft-scim-api-01 section 3.3.2): the attributes in {@code
   * meta.attributes} are cleared first, then single values take the place of what is there, complex
   * ones are merged, and elements of multi-valued ones are added, merged by their {@code value}, or
   * taken away where they say {@code "operation": "delete"}.
   *
   * @throws RejectedException with all unknown attributes; too many values
   */
  public Patch patch(Attributes body) {
    Spelling spelling = new Spelling(words);
    Attributes spelled = spelling.of(body);
    List<Problem> problems = spelling.problems();
    Merging merging = new Merging(words.schema(), spelled);
    for (String cleared : cleared(body, problems)) {
      List<AttributePath> paths = paths(cleared);
      if (paths.isEmpty()) {
        problems.add(
            Problem.of(
                Kind.INVALID_PATH,
                "meta.attributes: '" + cleared + "' is no attribute of this type."));
      }
      paths.forEach(merging::clear);
    }
    rejectIfAny(problems);
    return new Patch(merging.steps());
  }

  /** The attribute a client named, or all of an extension. */
  private List<AttributePath> paths(String written) {
    Optional<SchemaDefinition> extension = words.extension(written);
    return extension.isPresent()
        ? extension.get().attributes().stream()
            .map(a -> AttributePath.inExtension(extension.get().urn(), a.name()))
            .toList()
        : words.resolve(written).stream().toList();
  }

  private static List<String> cleared(Attributes body, List<Problem> problems) {
    Value named = find(body, "meta").flatMap(m -> sub(m, "attributes")).orElse(Value.NONE);
    if (named.elements().size() > PatchReader.MAX_OPERATIONS) {
      throw RejectedException.of(
          Kind.TOO_MANY,
          "meta.attributes: at most " + PatchReader.MAX_OPERATIONS + " attributes at once.");
    }
    // UnboundID's client writes {"value": "title"} for "title".
    List<String> texts =
        named.elements().stream()
            .map(v -> sub(v, "value").orElse(v))
            .filter(Value.Text.class::isInstance)
            .map(v -> ((Value.Text) v).value().strip())
            .toList();
    if (texts.size() < named.elements().size()) {
      problems.add(
          Problem.of(
              Kind.INVALID_VALUE, "meta.attributes: a list of attribute names is expected."));
    }
    return texts;
  }

  private static Optional<Value> sub(Value value, String name) {
    return value instanceof Value.Complex complex
        ? find(complex.attributes(), name)
        : Optional.empty();
  }

  private static Optional<Value> find(Attributes attributes, String name) {
    return attributes.names().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .flatMap(attributes::get);
  }

  static boolean deletes(Value element) {
    return element instanceof Value.Complex complex
        && complex
            .attributes()
            .text(Spelling.OPERATION)
            .filter(o -> o.toLowerCase(Locale.ROOT).equals(DELETE))
            .isPresent();
  }

  static Value withoutOperation(Value element) {
    return element instanceof Value.Complex complex
        ? Value.complex(complex.attributes().without(Spelling.OPERATION))
        : element;
  }

  private static void rejectIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }
}
