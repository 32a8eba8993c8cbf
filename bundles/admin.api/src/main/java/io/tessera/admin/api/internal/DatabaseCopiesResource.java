package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Backups;
import io.tessera.provisioning.api.admin.Backups.DatabaseCopy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Copies of the database on the server's machine, for {@code tessera backup} there. */
@Path("database-copies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DatabaseCopiesResource {
  private final Backups backups;

  DatabaseCopiesResource(Backups backups) {
    this.backups = backups;
  }

  @POST
  @Requires(Permission.CONFIG_WRITE)
  public Response copy(@Context Caller caller) {
    return Response.status(Response.Status.CREATED).entity(json(backups.copy(caller))).build();
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.CONFIG_WRITE)
  public void discard(@Context Caller caller, @PathParam("id") String id) {
    backups.discard(caller, id);
  }

  private static Attributes json(DatabaseCopy copy) {
    return new JsonObject()
        .text("id", copy.id())
        .text("folder", copy.folder().toString())
        .text("taken", copy.taken().toString())
        .text("schema", copy.schema())
        .build();
  }
}
