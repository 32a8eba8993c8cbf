package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.HeldBatch;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which held batches a caller wants to see. */
public final class HeldBatchFilter {
  /** Id or name of a target. */
  @QueryParam("target")
  private @Nullable String target;

  @QueryParam("state")
  private @Nullable String state;

  List<HeldBatch> find(Caller caller, Deliveries deliveries, Connections connections) {
    List<Problem> problems = new ArrayList<>();
    QueryWords words = new QueryWords(caller, connections, problems);
    @Nullable UUID at = words.target(target);
    HeldBatch.@Nullable State in = words.word("state", state, HeldBatch.State.values());
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return deliveries.batches(caller, at, in);
  }
}
