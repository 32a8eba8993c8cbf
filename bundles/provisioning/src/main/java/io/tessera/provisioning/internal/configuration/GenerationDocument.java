package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMap.Generation;
import org.jspecify.annotations.Nullable;

/** How a row's value is made up, as it is stored. */
final class GenerationDocument {
  private static final String NAME = "generate";

  private GenerationDocument() {}

  static Value of(Generation generation) {
    return Value.complex(
        Attributes.builder()
            .put("candidates", StoredLists.of(generation.candidates()))
            .put("from", Value.Num.of(generation.from()))
            .put("to", Value.Num.of(generation.to()))
            .put("maxLength", Value.Num.of(generation.maxLength()))
            .put("reserved", StoredLists.of(generation.reserved()))
            .build());
  }

  static @Nullable Generation read(Attributes row) {
    if (row.get(NAME).isEmpty()) {
      return null;
    }
    Attributes document = row.complex(NAME);
    return new Generation(
        StoredLists.texts(document, "candidates"),
        number(document, "from"),
        number(document, "to"),
        number(document, "maxLength"),
        StoredLists.texts(document, "reserved"));
  }

  private static int number(Attributes document, String name) {
    return document.get(name).orElseThrow() instanceof Value.Num number
        ? number.value().intValueExact()
        : 0;
  }
}
