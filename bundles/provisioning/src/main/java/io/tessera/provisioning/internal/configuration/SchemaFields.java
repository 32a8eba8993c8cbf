package io.tessera.provisioning.internal.configuration;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of one object of a schema document; what is wrong goes to the common list. */
final class SchemaFields {
  private final Attributes object;
  private final String prefix;
  private final List<Problem> problems;
  private final Set<String> known = new HashSet<>();

  SchemaFields(Attributes object, String prefix, List<Problem> problems) {
    this.object = object;
    this.prefix = prefix;
    this.problems = problems;
  }

  void ignore(String... names) {
    known.addAll(Arrays.asList(names));
  }

  String text(String name, String otherwise) {
    Optional<Value> value = value(name);
    if (value.isPresent() && !(value.get() instanceof Value.Text)) {
      problem(name, "a text is expected.");
    }
    return value.map(v -> v instanceof Value.Text t ? t.value() : otherwise).orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    Optional<Value> value = value(name);
    if (value.isPresent() && !(value.get() instanceof Value.Bool)) {
      problem(name, "true or false is expected.");
    }
    return value.map(v -> v instanceof Value.Bool b ? b.value() : otherwise).orElse(otherwise);
  }

  <T> T word(String name, T[] all, Function<? super T, String> word, T otherwise) {
    Optional<Value> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    for (T one : all) {
      if (value.get() instanceof Value.Text text
          && text.value().equalsIgnoreCase(word.apply(one))) {
        return one;
      }
    }
    String words = Arrays.stream(all).map(word).collect(Collectors.joining(", "));
    problem(name, "one of " + words + " is expected.");
    return otherwise;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Value element : value(name).map(Value::elements).orElse(List.of())) {
      if (element instanceof Value.Text text) {
        texts.add(text.value());
      } else {
        problem(name, "a list of texts is expected.");
      }
    }
    return texts;
  }

  List<SchemaFields> objects(String name) {
    List<SchemaFields> objects = new ArrayList<>();
    int index = 0;
    for (Value element : value(name).map(Value::elements).orElse(List.of())) {
      String place = name + "[" + index + "]";
      if (element instanceof Value.Complex complex) {
        objects.add(new SchemaFields(complex.attributes(), prefix + place + ".", problems));
      } else {
        problem(place, "an object is expected.");
      }
      index++;
    }
    return objects;
  }

  void problem(String name, String detail) {
    String place = prefix + name;
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(place), place + ": " + detail));
  }

  void reportUnknown() {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        problem(name, "schemas have no such field.");
      }
    }
  }

  private Optional<Value> value(String name) {
    known.add(name);
    return object.get(name).filter(value -> !value.isNone());
  }
}
