package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  /** Kinds of failures, as connectors tell them. */
  private static final List<String> FAILURES =
      List.of(
          "transient",
          "throttled",
          "conflict",
          "gone",
          "invalid",
          "authentication",
          "configuration",
          "unknown");

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

  /** The id of a user or group; none where it is wrong. */
  Set<ResourceId> resource(String name, String text) {
    Optional<ResourceId> id = ResourceId.parse(text);
    if (id.isEmpty()) {
      problem(name, "must be the id of a user or group.");
    }
    return id.map(Set::of).orElse(Set.of());
  }

  /** The kind of a failure. */
  @Nullable String failure(@Nullable String text) {
    if (text != null && !FAILURES.contains(text)) {
      problem("failure", "must be one of " + String.join(", ", FAILURES) + ".");
    }
    return text;
  }

  @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      problem(name, "must be a time such as 2026-01-31T08:00:00Z.");
      return null;
    }
  }

  private void problem(String name, String rule) {
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(name), "\"" + name + "\" " + rule));
  }
}
