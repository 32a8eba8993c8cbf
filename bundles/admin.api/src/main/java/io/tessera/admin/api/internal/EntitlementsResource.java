package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Entitlements;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who has what at which target, by which role. */
@Path("entitlements")
@Produces(MediaType.APPLICATION_JSON)
public final class EntitlementsResource {
  private final Entitlements entitlements;
  private final Connections connections;

  EntitlementsResource(Entitlements entitlements, Connections connections) {
    this.entitlements = entitlements;
    this.connections = connections;
  }

  @GET
  @Requires(Permission.USERS_READ)
  public Attributes list(
      @Context Caller caller,
      @QueryParam("target") @Nullable String target,
      @QueryParam("role") @Nullable String role,
      @QueryParam("identity") @Nullable String identity,
      @QueryParam("endsBefore") @Nullable String endsBefore,
      @BeanParam Paging paging) {
    List<Problem> problems = new ArrayList<>();
    QueryWords words = new QueryWords(caller, connections, problems);
    Set<ResourceId> of = identity == null ? Set.of() : words.resource("identity", identity);
    Instant end = words.time("endsBefore", endsBefore);
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    ResourceId user = of.isEmpty() ? null : of.iterator().next();
    return Paging.json(
        entitlements.list(
            caller,
            new Entitlements.Wanted(target, role, user, end),
            paging.cursor(),
            paging.limit()),
        EntitlementsResource::json);
  }

  private static Attributes json(Entitlements.Held held) {
    JsonObject json =
        new JsonObject()
            .object(
                "identity",
                new JsonObject()
                    .id("id", held.identity().value())
                    .text("name", held.identityName())
                    .build())
            .text("role", held.role());
    if (!held.target().isEmpty()) {
      json.text("target", held.target());
    }
    if (!held.entitlement().isEmpty()) {
      json.text("entitlement", held.entitlement());
    }
    return json.time("starts", held.startsIfAny())
        .time("ends", held.endsIfAny())
        .word("origin", held.origin())
        .id("assignment", held.assignment())
        .build();
  }
}
