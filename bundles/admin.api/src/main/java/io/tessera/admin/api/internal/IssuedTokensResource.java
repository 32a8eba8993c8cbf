package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.IssuedToken;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;

/** The valid access tokens of service providers, without their values. */
@Path("service-providers/{id}/tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class IssuedTokensResource {
  private static final int MOST = 500;

  private final ServiceProviders providers;

  IssuedTokensResource(ServiceProviders providers) {
    this.providers = providers;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@PathParam("id") String id, @BeanParam Paging paging) {
    List<IssuedToken> tokens = providers.tokens(provider(id), MOST);
    return Paging.json(
        paging.newestFirst(tokens, token -> token.id().toString()), ServiceProviderCodec::json);
  }

  @DELETE
  @Requires(Permission.CONFIG_WRITE)
  public Attributes revokeAll(@Context Caller caller, @PathParam("id") String id) {
    int revoked = providers.revokeTokens(caller, provider(id));
    return new JsonObject().number("revoked", revoked).build();
  }

  @DELETE
  @Path("{token}")
  @Requires(Permission.CONFIG_WRITE)
  public void revoke(
      @Context Caller caller, @PathParam("id") String id, @PathParam("token") String token) {
    UUID provider = provider(id);
    UUID of =
        ResourceId.parse(token)
            .map(ResourceId::value)
            .orElseThrow(() -> Answers.notFound("There is no token with the id " + token + "."));
    providers.revokeToken(caller, provider, of);
  }

  private UUID provider(String id) {
    ServiceProvider provider = Answers.found("service provider", id, providers::get);
    return provider.id();
  }
}
