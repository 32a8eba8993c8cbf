package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
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

/** The parties that call us. */
@Path("service-providers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ServiceProvidersResource {
  private final ServiceProviders providers;

  ServiceProvidersResource(ServiceProviders providers) {
    this.providers = providers;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<ServiceProvider> wanted =
        providers.list().stream()
            .filter(provider -> name == null || provider.name().equals(name))
            .toList();
    return Paging.json(paging.of(wanted, ServiceProvider::name), ServiceProviderCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    ServiceProvider made = providers.create(caller, ServiceProviderCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), ServiceProviderCodec.json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String id) {
    return answer(present(id));
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
    ServiceProvider present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(
        providers.replace(caller, present.id(), expected, ServiceProviderCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    ServiceProvider present = present(id);
    providers.delete(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private ServiceProvider present(String id) {
    return Answers.found("service provider", id, providers::get);
  }

  private static Response answer(ServiceProvider provider) {
    return Answers.versioned(provider.version(), ServiceProviderCodec.json(provider));
  }
}
