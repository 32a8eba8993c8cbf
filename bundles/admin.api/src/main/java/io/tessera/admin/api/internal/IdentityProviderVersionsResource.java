package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Connections.PastProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What an identity provider has been; putting an older version is going back to it. */
@Path("identity-providers/{id}/versions")
@Produces(MediaType.APPLICATION_JSON)
public final class IdentityProviderVersionsResource {
  private final Connections connections;

  IdentityProviderVersionsResource(Connections connections) {
    this.connections = connections;
  }

  @GET
  @Requires(Permission.TARGETS_READ)
  public Attributes list(
      @Context Caller caller, @PathParam("id") String id, @BeanParam Paging paging) {
    return Paging.json(
        paging.newestFirst(all(caller, id), past -> Paging.key(past.provider().version())),
        IdentityProviderVersionsResource::json);
  }

  @GET
  @Path("{version}")
  @Requires(Permission.TARGETS_READ)
  public Attributes get(
      @Context Caller caller, @PathParam("id") String id, @PathParam("version") String version) {
    return all(caller, id).stream()
        .map(PastProvider::provider)
        .filter(provider -> Long.toString(provider.version()).equals(version))
        .findFirst()
        .map(IdentityProviderCodec::json)
        .orElseThrow(
            () -> Answers.notFound("The identity provider has no version " + version + "."));
  }

  private List<PastProvider> all(Caller caller, String id) {
    return Answers.found(
        "identity provider",
        id,
        uuid ->
            connections
                .identityProvider(caller, uuid)
                .map(present -> connections.identityProviderVersions(caller, present.id())));
  }

  private static Attributes json(PastProvider past) {
    return new JsonObject()
        .number("version", past.provider().version())
        .text("at", past.at().toString())
        .text("who", past.who())
        .build();
  }
}
