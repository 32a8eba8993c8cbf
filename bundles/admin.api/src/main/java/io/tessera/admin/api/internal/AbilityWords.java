package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.Ability;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What connectors can do, as words: {@code read}, {@code search}. */
final class AbilityWords {
  private AbilityWords() {}

  static List<String> of(Collection<Ability> abilities) {
    return abilities.stream().sorted().map(JsonObject::word).toList();
  }

  static Set<Ability> read(Fields fields, String name) {
    Set<Ability> read = EnumSet.noneOf(Ability.class);
    for (String word : fields.texts(name)) {
      List<Ability> meant =
          Arrays.stream(Ability.values())
              .filter(ability -> JsonObject.word(ability).equals(word))
              .toList();
      if (meant.isEmpty()) {
        fields.problem(
            name,
            "\""
                + word
                + "\" is none of "
                + String.join(", ", of(EnumSet.allOf(Ability.class)))
                + ".");
      }
      read.addAll(meant);
    }
    return read;
  }
}
