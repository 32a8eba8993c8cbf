package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which operations a caller wants to see. */
public final class OperationFilter {
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
  @QueryParam("target")
  private @Nullable String target;

  @QueryParam("resource")
  private @Nullable String resource;

  @QueryParam("state")
  private @Nullable String state;

  @QueryParam("failure")
  private @Nullable String failure;

  public OperationFilter() {}

  /** One that a body asks for. */
  OperationFilter(
      @Nullable String target,
      @Nullable String resource,
      @Nullable String state,
      @Nullable String failure) {
    this.target = target;
    this.resource = resource;
    this.state = state;
    this.failure = failure;
  }

  Deliveries.Selection selection(Caller caller, Connections connections) {
    List<Problem> problems = new ArrayList<>();
    QueryWords parameters = new QueryWords(caller, connections, problems);
    Deliveries.Selection selection =
        new Deliveries.Selection(
            parameters.target(target),
            resource(problems),
            parameters.word("state", state, OperationView.State.values()),
            failure(problems));
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return selection;
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

  private @Nullable String failure(List<Problem> problems) {
    if (failure != null && !FAILURES.contains(failure)) {
      problems.add(problem("failure", "must be one of " + String.join(", ", FAILURES) + "."));
    }
    return failure;
  }

  private static Problem problem(String name, String rule) {
    return Problem.at(
        Problem.Kind.INVALID_VALUE, AttributePath.of(name), "\"" + name + "\" " + rule);
  }
}
