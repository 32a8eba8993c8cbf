package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.IdentityProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parties we trust, which targets belong to. */
@Path("identity-providers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class IdentityProvidersResource {
  private final Connections connections;

  IdentityProvidersResource(Connections connections) {
    this.connections = connections;
  }

  @GET
  @Requires(Permission.TARGETS_READ)
  public Attributes list(
      @Context Caller caller, @QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<IdentityProvider> wanted =
        connections.identityProviders(caller).stream()
            .filter(provider -> name == null || provider.name().equals(name))
            .toList();
    return Paging.json(paging.of(wanted, IdentityProvider::name), IdentityProviderCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    IdentityProvider made =
        connections.createIdentityProvider(caller, IdentityProviderCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), IdentityProviderCodec.json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.TARGETS_READ)
  public Response get(@Context Caller caller, @PathParam("id") String id) {
    return answer(present(caller, id));
  }

  @PUT
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    IdentityProvider present = present(caller, id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(
        connections.replaceIdentityProvider(
            caller, present.id(), expected, IdentityProviderCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    IdentityProvider present = present(caller, id);
    connections.deleteIdentityProvider(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private IdentityProvider present(Caller caller, String id) {
    return Answers.found(
        "identity provider", id, uuid -> connections.identityProvider(caller, uuid));
  }

  private static Response answer(IdentityProvider provider) {
    return Answers.versioned(provider.version(), IdentityProviderCodec.json(provider));
  }
}
