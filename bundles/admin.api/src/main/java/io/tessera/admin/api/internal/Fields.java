package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the fields of a request's JSON object by name and collects all that is wrong with them; the
 * caller ends with {@link #check}. JSON's null and an absent field are the same.
 */
final class Fields {
  private final Attributes object;
  private final String prefix;
  private final List<Problem> problems;
  private final Set<String> known = new HashSet<>();
  private final List<Fields> children = new ArrayList<>();

  private Fields(Attributes object, String prefix, List<Problem> problems) {
    this.object = object;
    this.prefix = prefix;
    this.problems = problems;
  }

  static Fields of(Attributes body) {
    return new Fields(body, "", new ArrayList<>());
  }

  /** A text that must be there; empty when it is not, which {@link #check} then reports. */
  String text(String name) {
    Optional<String> text = optionalText(name);
    if (text.isEmpty() && value(name).isEmpty()) {
      problem(name, "is required.");
    }
    return text.orElse("");
  }

  Optional<String> optionalText(String name) {
    Optional<Value> value = value(name);
    if (value.isPresent() && !(value.get() instanceof Value.Text)) {
      problem(name, "must be a text.");
    }
    return value.filter(Value.Text.class::isInstance).map(v -> ((Value.Text) v).value());
  }

  boolean flag(String name, boolean otherwise) {
    Optional<Value> value = value(name);
    if (value.isPresent() && !(value.get() instanceof Value.Bool)) {
      problem(name, "must be true or false.");
    }
    return value.map(v -> v instanceof Value.Bool b ? b.value() : otherwise).orElse(otherwise);
  }

  /** A whole number. */
  long number(String name, long otherwise) {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get() instanceof Value.Num number) {
      try {
        return number.value().longValueExact();
      } catch (ArithmeticException notWhole) {
        // said below, as for anything else that is no whole number
      }
    }
    problem(name, "must be a whole number.");
    return otherwise;
  }

  int smallNumber(String name, int otherwise) {
    long number = number(name, otherwise);
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      problem(name, "is out of range.");
      return otherwise;
    }
    return (int) number;
  }

  /** One of some constants, by the words the API has for them. */
  <E extends Enum<E>> E constant(
      String name, E[] all, Function<? super E, String> word, E otherwise) {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    for (E constant : all) {
      if (word.apply(constant).equals(text.get())) {
        return constant;
      }
    }
    problem(
        name,
        "must be one of " + Arrays.stream(all).map(word).collect(Collectors.joining(", ")) + ".");
    return otherwise;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Value element : value(name).map(Value::elements).orElse(List.of())) {
      if (element instanceof Value.Text text) {
        texts.add(text.value());
      } else {
        problem(name, "must be a list of texts.");
      }
    }
    return texts;
  }

  /** The fields of a nested object; without any when it is absent. */
  Fields object(String name) {
    Optional<Value> value = value(name);
    if (value.isPresent() && !(value.get() instanceof Value.Complex)) {
      problem(name, "must be an object.");
    }
    return child(
        prefix + name + ".",
        value.map(v -> v instanceof Value.Complex c ? c.attributes() : Attributes.empty()));
  }

  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    int index = 0;
    for (Value element : value(name).map(Value::elements).orElse(List.of())) {
      if (element instanceof Value.Complex complex) {
        objects.add(child(prefix + name + "[" + index + "].", Optional.of(complex.attributes())));
      } else {
        problem(name + "[" + index + "]", "must be an object.");
      }
      index++;
    }
    return objects;
  }

  /**
   * A list of objects, each of which may be written as a text when only one field is said.
   *
   * @param only that field
   */
  List<Fields> textsOrObjects(String name, String only) {
    List<Fields> objects = new ArrayList<>();
    int index = 0;
    for (Value element : value(name).map(Value::elements).orElse(List.of())) {
      String path = prefix + name + "[" + index + "].";
      if (element instanceof Value.Complex complex) {
        objects.add(child(path, Optional.of(complex.attributes())));
      } else if (element instanceof Value.Text) {
        objects.add(child(path, Optional.of(Attributes.builder().put(only, element).build())));
      } else {
        problem(name + "[" + index + "]", "must be a text or an object.");
      }
      index++;
    }
    return objects;
  }

  /** A nested object whose fields are not for this door to know. */
  Attributes any(String name) {
    Optional<Value> value = value(name);
    if (value.isPresent() && !(value.get() instanceof Value.Complex)) {
      problem(name, "must be an object.");
    }
    return object.complex(name);
  }

  boolean has(String name) {
    return value(name).isPresent();
  }

  /**
   * The object as it stands, for settings whose names a connector type decides: texts, numbers,
   * truth values and lists of these. A null stays: it means "forget".
   */
  Attributes plain() {
    Attributes.Builder plain = Attributes.builder();
    object.forEach(
        (name, value) -> {
          known.add(name);
          if (value.elements().stream().allMatch(Fields::isScalar)) {
            plain.keep(name, value);
          } else {
            problem(name, "must be a text, a number, true or false, or a list of these.");
          }
        });
    return plain.build();
  }

  /** Fields that answers have and requests may send back unchanged; they are not looked at. */
  void readOnly(String... names) {
    known.addAll(Set.of(names));
  }

  void problem(String name, String what) {
    String path = prefix + name;
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(path), "\"" + path + "\" " + what));
  }

  /** Ends the reading of the whole body. */
  void check() {
    reportUnknown();
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  private void reportUnknown() {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        problem(name, "is not a field that is known here.");
      }
    }
    children.forEach(Fields::reportUnknown);
  }

  private Fields child(String childPrefix, Optional<Attributes> attributes) {
    Fields child = new Fields(attributes.orElse(Attributes.empty()), childPrefix, problems);
    children.add(child);
    return child;
  }

  private Optional<Value> value(String name) {
    known.add(name);
    return object.get(name).filter(value -> !value.isNone());
  }

  private static boolean isScalar(Value value) {
    return value instanceof Value.Text || value instanceof Value.Num || value instanceof Value.Bool;
  }
}
