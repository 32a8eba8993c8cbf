package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.AdministratorRole;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;

/** What administrators can be. */
@Path("administrator-roles")
@Produces(MediaType.APPLICATION_JSON)
public final class AdministratorRolesResource {
  @GET
  @Requires(Permission.ADMINISTRATORS_READ)
  public Attributes list() {
    return new JsonObject()
        .objects(
            "items",
            Arrays.stream(AdministratorRole.values())
                .map(AdministratorRolesResource::json)
                .toList())
        .build();
  }

  private static Attributes json(AdministratorRole role) {
    return new JsonObject()
        .text("name", role.key())
        .texts("permissions", AdministratorCodec.permissions(role.permissions()))
        .flag("limitedToTargets", role.isLimited())
        .build();
  }
}
