package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Arrays;

/** One target of a service provider, as people and files write it. */
final class ProvidedTarget {
  private static final String TARGET = "target";
  private static final String RULES = "rules";
  private static final String JIT = "jit";

  private ProvidedTarget() {}

  /** From {@code NAME:MODE:no-rules:no-jit}, each but the name as wanted. */
  static Value parse(Value written) {
    String[] parts = Table.text(written).split(":", -1);
    if (parts.length == 1) {
      return written;
    }
    Attributes.Builder entry = Attributes.builder().put(TARGET, parts[0]);
    for (String said : Arrays.asList(parts).subList(1, parts.length)) {
      switch (said) {
        case "no-rules" -> entry.put(RULES, false);
        case "no-jit" -> entry.put(JIT, false);
        default -> entry.put("mode", said);
      }
    }
    return Value.complex(entry.build());
  }

  /** With all that is not said, so that both ways of writing it compare. */
  static Value.Complex whole(Value written) {
    Attributes said =
        written instanceof Value.Complex complex
            ? complex.attributes()
            : Attributes.builder().put(TARGET, written).build();
    Attributes.Builder entry = said.toBuilder();
    for (String flag : new String[] {RULES, JIT}) {
      if (said.get(flag).isEmpty()) {
        entry.put(flag, true);
      }
    }
    return new Value.Complex(entry.build());
  }
}
