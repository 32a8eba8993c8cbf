package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead operations a body means.
 *
 * @param target id or name
 */
record OperationFilter(
    @Nullable String target, @Nullable String resource, @Nullable String failure) {

  Deliveries.Selection selection(Caller caller, Connections connections) {
    List<Problem> problems = new ArrayList<>();
    QueryWords words = new QueryWords(caller, connections, problems);
    Set<ResourceId> meant = resource == null ? Set.of() : words.resource("resource", resource);
    Deliveries.Selection selection =
        new Deliveries.Selection(
            words.target(target),
            meant.isEmpty() ? null : meant.iterator().next(),
            null,
            words.failure(failure));
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return selection;
  }
}
