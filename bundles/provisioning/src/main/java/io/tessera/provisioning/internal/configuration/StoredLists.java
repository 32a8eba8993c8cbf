package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Collection;
import java.util.List;

/** Lists in the documents that are stored: of texts, and of objects. */
final class StoredLists {
  private StoredLists() {}

  static Value of(Collection<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }

  static Value ofObjects(Collection<Attributes> objects) {
    return Value.many(objects.stream().map(Value::complex).toList());
  }

  /** What is no text is left out. */
  static List<String> texts(Attributes document, String name) {
    return document.get(name).stream()
        .flatMap(value -> value.elements().stream())
        .filter(Value.Text.class::isInstance)
        .map(value -> ((Value.Text) value).value())
        .toList();
  }

  /** What is no object is left out. */
  static List<Attributes> objects(Attributes document, String name) {
    return document.get(name).stream()
        .flatMap(value -> value.elements().stream())
        .filter(Value.Complex.class::isInstance)
        .map(value -> ((Value.Complex) value).attributes())
        .toList();
  }
}
