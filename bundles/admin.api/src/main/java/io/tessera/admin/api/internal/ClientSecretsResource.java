package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ClientSecret;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What service providers sign in with. A value is told once, when it is made. */
@Path("service-providers/{id}/secrets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ClientSecretsResource {
  private final ServiceProviders providers;

  ClientSecretsResource(ServiceProviders providers) {
    this.providers = providers;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@PathParam("id") String id, @BeanParam Paging paging) {
    List<ClientSecret> secrets = providers.secrets(provider(id));
    return Paging.json(
        paging.of(secrets, secret -> secret.id().toString()), ServiceProviderCodec::json);
  }

  @POST
  @Requires(Permission.CONFIG_WRITE)
  public Response add(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Fields fields = Fields.of(body);
    @Nullable Instant expires = expires(fields);
    fields.check();
    ClientSecret.Issued made = providers.addSecret(caller, provider(id), expires);
    return Response.status(Response.Status.CREATED).entity(ServiceProviderCodec.json(made)).build();
  }

  private static @Nullable Instant expires(Fields fields) {
    String text = fields.optionalText("expires").orElse(null);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      fields.problem("expires", "must be a time such as 2030-01-31T00:00:00Z.");
      return null;
    }
  }

  @DELETE
  @Path("{secret}")
  @Requires(Permission.CONFIG_WRITE)
  public void remove(
      @Context Caller caller, @PathParam("id") String id, @PathParam("secret") String secret) {
    UUID provider = provider(id);
    UUID of =
        ResourceId.parse(secret)
            .map(ResourceId::value)
            .orElseThrow(() -> Answers.notFound("There is no secret with the id " + secret + "."));
    providers.removeSecret(caller, provider, of);
  }

  private UUID provider(String id) {
    ServiceProvider provider = Answers.found("service provider", id, providers::get);
    return provider.id();
  }
}
