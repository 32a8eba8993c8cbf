package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Target;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters lists are narrowed by; null means that there is none.
 *
 * @param caller whose targets there are
 * @param problems collects what is wrong with them
 */
record QueryWords(Caller caller, Connections connections, List<Problem> problems) {
  /** Id or name of a target. */
  @Nullable UUID target(@Nullable String text) {
    if (text == null) {
      return null;
    }
    for (Target known : connections.targets(caller)) {
      if (known.name().equals(text) || known.id().toString().equals(text)) {
        return known.id();
      }
    }
    problem("target", "must be the id or the name of a target.");
    return null;
  }

  /** One of some constants, in the spelling of the API. */
  <E extends Enum<E>> @Nullable E word(String name, @Nullable String text, E[] all) {
    if (text == null) {
      return null;
    }
    for (E known : all) {
      if (JsonObject.word(known).equals(text)) {
        return known;
      }
    }
    problem(
        name,
        "must be one of "
            + Arrays.stream(all).map(JsonObject::word).collect(Collectors.joining(", "))
            + ".");
    return null;
  }

  private void problem(String name, String rule) {
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(name), "\"" + name + "\" " + rule));
  }
}
