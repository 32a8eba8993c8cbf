package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Whoever is signed in. */
@Path("me")
public final class MeResource {
  private final Administrators administrators;

  MeResource(Administrators administrators) {
    this.administrators = administrators;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Requires(Permission.DISCOVERY)
  public Attributes get(@Context Caller caller) {
    return new JsonObject()
        .text("name", caller.actor())
        .texts("permissions", permissions(caller))
        .build();
  }

  private static List<String> permissions(Caller caller) {
    return caller.permissions().stream()
        .filter(permission -> permission != Permission.ANYBODY)
        .map(Permission::key)
        .sorted()
        .toList();
  }

  @POST
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.DISCOVERY)
  public void password(@Context Caller caller, Attributes body) {
    Fields fields = Fields.of(body);
    String password = fields.text("password");
    fields.check();
    administrators.changePassword(caller, password);
  }
}
