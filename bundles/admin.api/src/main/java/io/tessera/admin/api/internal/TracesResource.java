package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.Traces;
import io.tessera.provisioning.api.admin.Traces.TracedChange;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** From a request to everything it caused. */
@Path("traces")
@Produces(MediaType.APPLICATION_JSON)
public final class TracesResource {
  private final Traces traces;

  TracesResource(Traces traces) {
    this.traces = traces;
  }

  @GET
  @Path("{causality}")
  @Requires(Permission.AUDIT_READ)
  public Attributes get(@PathParam("causality") String causality, @BeanParam Paging paging) {
    Slice<TracedChange> changes = traces.of(causality, paging.cursor(), paging.limit());
    if (changes.items().isEmpty() && paging.cursor() == null && changes.next() == null) {
      throw Answers.notFound(
          "No change was caused by a request with the id "
              + causality
              + ". Requests that change nothing leave no trace.");
    }
    return new JsonObject()
        .text("causality", causality)
        .objects("changes", changes.items().stream().map(AuditCodec::json).toList())
        .text("next", changes.nextIfAny())
        .build();
  }
}
