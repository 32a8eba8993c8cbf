package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Target;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which operations a caller wants to see. */
public final class OperationFilter {
  /** Id or name of a target. */
  @QueryParam("target")
  private @Nullable String target;

  @QueryParam("resource")
  private @Nullable String resource;

  @QueryParam("state")
  private @Nullable String state;

  Deliveries.Selection selection(Connections connections) {
    List<Problem> problems = new ArrayList<>();
    Deliveries.Selection selection =
        new Deliveries.Selection(
            target(connections, problems), resource(problems), state(problems));
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return selection;
  }

  private @Nullable UUID target(Connections connections, List<Problem> problems) {
    if (target == null) {
      return null;
    }
    for (Target known : connections.targets()) {
      if (known.name().equals(target) || known.id().toString().equals(target)) {
        return known.id();
      }
    }
    problems.add(problem("target", "must be the id or the name of a target."));
    return null;
  }

  private @Nullable ResourceId resource(List<Problem> problems) {
    if (resource == null) {
      return null;
    }
    ResourceId id = ResourceId.parse(resource).orElse(null);
    if (id == null) {
      problems.add(problem("resource", "must be the id of a user or group."));
    }
    return id;
  }

  private OperationView.@Nullable State state(List<Problem> problems) {
    if (state == null) {
      return null;
    }
    for (OperationView.State known : OperationView.State.values()) {
      if (JsonObject.word(known).equals(state)) {
        return known;
      }
    }
    String all =
        Arrays.stream(OperationView.State.values())
            .map(JsonObject::word)
            .collect(Collectors.joining(", "));
    problems.add(problem("state", "must be one of " + all + "."));
    return null;
  }

  private static Problem problem(String name, String rule) {
    return Problem.at(
        Problem.Kind.INVALID_VALUE, AttributePath.of(name), "\"" + name + "\" " + rule);
  }
}
