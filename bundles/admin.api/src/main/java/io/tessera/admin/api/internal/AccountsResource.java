package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.Slice;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts of one identity or group, one per target. */
@Path("accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountsResource {
  private final Deliveries deliveries;

  AccountsResource(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @GET
  @Requires(Permission.QUEUE_READ)
  public Attributes list(
      @Context Caller caller, @QueryParam("resource") @Nullable String resource) {
    ResourceId id =
        Optional.ofNullable(resource)
            .flatMap(ResourceId::parse)
            .orElseThrow(
                () ->
                    RejectedException.at(
                        Problem.Kind.INVALID_VALUE,
                        AttributePath.of("resource"),
                        "\"resource\" must be the id of a user or group. For all accounts of a"
                            + " target see /targets/{id}/accounts."));
    return Paging.json(new Slice<>(deliveries.accountsOf(caller, id), null), DeliveryCodec::json);
  }
}
