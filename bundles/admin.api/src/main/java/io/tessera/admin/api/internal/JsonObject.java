package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Writes the JSON objects of answers: empty lists are shown, what is not there is left out. */
final class JsonObject {
  private final Attributes.Builder fields = Attributes.builder();

  JsonObject text(String name, String value) {
    fields.keep(name, Value.text(value));
    return this;
  }

  JsonObject text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  JsonObject id(String name, UUID value) {
    return text(name, value.toString());
  }

  JsonObject time(String name, Instant value) {
    return text(name, value.toString());
  }

  JsonObject time(String name, Optional<Instant> value) {
    return text(name, value.map(Instant::toString));
  }

  JsonObject word(String name, Enum<?> value) {
    return text(name, word(value));
  }

  JsonObject flag(String name, boolean value) {
    fields.keep(name, Value.bool(value));
    return this;
  }

  JsonObject number(String name, long value) {
    fields.keep(name, Value.Num.of(value));
    return this;
  }

  JsonObject number(String name, Optional<Long> value) {
    value.ifPresent(present -> number(name, present));
    return this;
  }

  JsonObject texts(String name, Collection<String> values) {
    fields.keep(name, Value.many(values.stream().map(Value::text).toList()));
    return this;
  }

  JsonObject object(String name, Attributes value) {
    fields.keep(name, Value.complex(value));
    return this;
  }

  JsonObject objects(String name, List<Attributes> values) {
    fields.keep(name, Value.many(values.stream().map(Value::complex).toList()));
    return this;
  }

  Attributes build() {
    return fields.build();
  }

  /** How the API spells a constant: {@code waiting}. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
