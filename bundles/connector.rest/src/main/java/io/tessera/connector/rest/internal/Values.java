package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.TargetAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the names in braces of a call stand for; not safe for use by several threads. */
final class Values implements Function<String, Optional<Json>> {
  private final Map<String, Json> byName = new HashMap<>();

  Values with(String name, Json value) {
    byName.put(name, value);
    return this;
  }

  Values with(String name, String text) {
    return with(name, new Json.Text(text));
  }

  /** All that an operation wants, and its key. */
  static Values of(Shape shape, Operation operation) throws TargetFailure {
    Values values = of(shape, operation.attributes());
    values.with("operation", operation.key().value());
    operation.remoteIdIfKnown().ifPresent(id -> values.with("id", id.value()));
    Shape.Mark mark = shape.active();
    if (mark != null && operation.activity() != null) {
      values.with("active", mark.value(operation.activity()));
    }
    return values;
  }

  /** Attributes that have values, as their fields write them. */
  static Values of(Shape shape, TargetAttributes attributes) throws TargetFailure {
    Values values = new Values();
    for (String name : attributes.names()) {
      List<String> texts = attributes.all(name);
      Optional<Field> field = shape.field(name);
      if (!texts.isEmpty() && field.isPresent() && field.get().isSent()) {
        values.with(name, field.get().json(texts));
      }
    }
    return values;
  }

  /**
   * The object that is sent for attributes.
   *
   * @param into what it had before; empty for a new one
   * @param empty what fields get that are to be emptied; none: they are left out
   */
  static Json.Members object(
      Shape shape, TargetAttributes attributes, Json.Members into, Optional<Json> empty)
      throws TargetFailure {
    Json.Members object = into;
    for (String name : attributes.names()) {
      Field field =
          shape
              .field(name)
              .filter(Field::isSent)
              .orElseThrow(
                  () ->
                      new TargetFailure(
                          FailureKind.CONFIGURATION,
                          "The attribute " + name + " is no field that is sent; name its place."));
      List<String> texts = attributes.all(name);
      if (!texts.isEmpty()) {
        object = field.pointer().set(object, field.json(texts));
      } else if (empty.isPresent()) {
        object = field.pointer().set(object, field.many() ? field.json(texts) : empty.get());
      }
    }
    return object;
  }

  @Override
  public Optional<Json> apply(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** As it stands in a URL. */
  Optional<String> text(String name) {
    return apply(name).flatMap(Pointer::text);
  }
}
