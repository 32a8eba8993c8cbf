package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.SecretKeys;
import io.tessera.provisioning.api.admin.SecretKeys.SecretKey;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The keys that encrypt stored secrets; their ids, never the keys. */
@Path("secret-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SecretKeysResource {
  private final SecretKeys keys;

  SecretKeysResource(SecretKeys keys) {
    this.keys = keys;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(paging.of(keys.list(), SecretKey::id), SecretKeysResource::json);
  }

  @POST
  @Requires(Permission.CONFIG_WRITE)
  public Response add(@Context Caller caller) {
    return Response.status(Response.Status.CREATED).entity(json(keys.add(caller))).build();
  }

  @POST
  @Path("{id}/use")
  @Requires(Permission.CONFIG_WRITE)
  public Attributes use(@Context Caller caller, @PathParam("id") String id) {
    int sealed = keys.use(caller, id);
    return new JsonObject().text("id", id).number("encryptedAnew", sealed).build();
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.CONFIG_WRITE)
  public void remove(@Context Caller caller, @PathParam("id") String id) {
    keys.remove(caller, id);
  }

  private static Attributes json(SecretKey key) {
    return new JsonObject()
        .text("id", key.id())
        .flag("encrypts", key.encrypts())
        .number("secrets", key.secrets())
        .build();
  }
}
