package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Placement;
import io.tessera.provisioning.api.admin.Placements;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one identity or group stands at each target: that it has an account, or why not. */
@Path("placements")
@Produces(MediaType.APPLICATION_JSON)
public final class PlacementsResource {
  private final Placements placements;

  PlacementsResource(Placements placements) {
    this.placements = placements;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes list(
      @Context Caller caller,
      @QueryParam("resource") @Nullable String resource,
      @QueryParam("serviceProvider") @Nullable String serviceProvider) {
    String causing = serviceProvider == null ? Caller.RESIDENT : serviceProvider;
    return json(placements.of(caller, id(resource == null ? "" : resource), causing));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.QUEUE_OPERATE)
  public Attributes provision(@Context Caller caller, Attributes body) {
    Fields fields = Fields.of(body);
    String resource = fields.text("resource");
    Set<String> targets = new HashSet<>(fields.texts("targets"));
    fields.check();
    return json(placements.provision(caller, id(resource), targets));
  }

  private static ResourceId id(String text) {
    return ResourceId.parse(text)
        .orElseThrow(
            () ->
                RejectedException.at(
                    Problem.Kind.INVALID_VALUE,
                    AttributePath.of("resource"),
                    "\"resource\" must be the id of a user or group."));
  }

  private static Attributes json(List<Placement> placements) {
    return new JsonObject()
        .objects("items", placements.stream().map(PlacementCodec::json).toList())
        .build();
  }
}
