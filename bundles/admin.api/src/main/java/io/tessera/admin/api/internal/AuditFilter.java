package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.admin.Audit;
import io.tessera.provisioning.api.admin.AuditRecord;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which records of the journal a caller wants to see. */
public final class AuditFilter {
  /** User, Group, or a word such as {@code service-provider}. */
  private static final Pattern TYPE = Pattern.compile("User|Group|[a-z][a-z-]{0,63}");

  /** Not before this time; RFC 3339. */
  @QueryParam("from")
  private @Nullable String from;

  /** Before this time; RFC 3339. */
  @QueryParam("to")
  private @Nullable String to;

  @QueryParam("actor")
  private @Nullable String actor;

  @QueryParam("serviceProvider")
  private @Nullable String serviceProvider;

  @QueryParam("channel")
  private @Nullable String channel;

  @QueryParam("resourceType")
  private @Nullable String resourceType;

  @QueryParam("resource")
  private @Nullable String resource;

  @QueryParam("kind")
  private @Nullable String kind;

  @QueryParam("causality")
  private @Nullable String causality;

  Audit.Selection selection() {
    List<Problem> problems = new ArrayList<>();
    @Nullable Channel door = word(problems, "channel", channel, Channel.values());
    Audit.Selection selection =
        new Audit.Selection(
            time(problems, "from", from),
            time(problems, "to", to),
            actor,
            serviceProvider,
            door == null ? null : door.name(),
            type(problems),
            id(problems),
            word(problems, "kind", kind, AuditRecord.Kind.values()),
            causality);
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return selection;
  }

  private static @Nullable Instant time(
      List<Problem> problems, String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      problem(problems, name, "must be a time such as 2026-01-31T08:00:00Z.");
      return null;
    }
  }

  private static <E extends Enum<E>> @Nullable E word(
      List<Problem> problems, String name, @Nullable String text, E[] all) {
    if (text == null) {
      return null;
    }
    for (E known : all) {
      if (JsonObject.word(known).equals(text.toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    String words = Arrays.stream(all).map(JsonObject::word).collect(Collectors.joining(", "));
    problem(problems, name, "must be one of " + words + ".");
    return null;
  }

  private @Nullable String type(List<Problem> problems) {
    if (resourceType == null || TYPE.matcher(resourceType).matches()) {
      return resourceType;
    }
    problem(problems, "resourceType", "must be User, Group, or another type of records.");
    return null;
  }

  private @Nullable ResourceId id(List<Problem> problems) {
    if (resource == null) {
      return null;
    }
    @Nullable ResourceId id = ResourceId.parse(resource).orElse(null);
    if (id == null) {
      problem(problems, "resource", "must be the id of what records are about.");
    }
    return id;
  }

  private static void problem(List<Problem> problems, String name, String rule) {
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(name), "\"" + name + "\" " + rule));
  }
}
