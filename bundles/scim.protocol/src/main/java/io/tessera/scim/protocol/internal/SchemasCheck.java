package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks the {@code schemas} of a request: the one it must name is there, the others are known. */
public final class SchemasCheck {
  private static final AttributePath SCHEMAS = AttributePath.of("schemas");

  private SchemasCheck() {}

  public static List<Problem> of(Attributes body, String must, Predicate<String> known) {
    Optional<Value> given = Keys.find(body, "schemas");
    List<Problem> problems = new ArrayList<>();
    boolean named = false;
    for (Value value : given.map(Value::elements).orElse(List.of())) {
      if (!(value instanceof Value.Text urn)) {
        problems.add(wrong("'schemas' is a list of URNs in double quotes."));
      } else if (urn.value().equalsIgnoreCase(must)) {
        named = true;
      } else if (!known.test(urn.value())) {
        problems.add(wrong("The schema '" + urn.value() + "' is not known here."));
      }
    }
    if (!named) {
      problems.add(
          0, Problem.at(Kind.INVALID_SYNTAX, SCHEMAS, "'schemas' must contain \"" + must + "\"."));
    }
    return problems;
  }

  private static Problem wrong(String detail) {
    return Problem.at(Kind.INVALID_VALUE, SCHEMAS, detail);
  }
}
