package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.federation.FederatedLinks;
import io.tessera.provisioning.api.federation.Link;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom identity providers mean by their subjects. */
@Path("federated-links")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class FederatedLinksResource {
  private final FederatedLinks links;

  FederatedLinksResource(FederatedLinks links) {
    this.links = links;
  }

  /** Those of one user, or of one identity provider. */
  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(
      @Context Caller caller,
      @QueryParam("user") @Nullable String user,
      @QueryParam("identityProvider") @Nullable String identityProvider,
      @BeanParam Paging paging) {
    if (user != null) {
      return Paging.json(
          new Slice<>(links.of(caller, user(user)), null), FederatedLinksResource::json);
    }
    if (identityProvider == null) {
      throw wrong("user", "or \"identityProvider\" is required: whose links?");
    }
    UUID provider = id("identityProvider", identityProvider);
    int limit = paging.limit();
    String cursor = paging.cursor();
    List<Link> some =
        links.ofProvider(caller, provider, cursor == null ? null : id("cursor", cursor), limit + 1);
    Slice<Link> slice =
        some.size() <= limit
            ? new Slice<>(some, null)
            : new Slice<>(some.subList(0, limit), some.get(limit - 1).id().toString());
    return Paging.json(slice, FederatedLinksResource::json);
  }

  @POST
  @Requires(Permission.CONFIG_WRITE)
  public Response make(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "created", "lastUsed");
    String user = fields.text("user");
    String provider = fields.text("identityProvider");
    String issuer = fields.optionalText("issuer").orElse("");
    String subject = fields.text("subject");
    fields.check();
    Link made = links.make(caller, new FederatedLinks.Draft(provider, issuer, subject, user(user)));
    return Answers.created(uri, made.id(), json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Attributes get(@Context Caller caller, @PathParam("id") String id) {
    return json(present(caller, id));
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.CONFIG_WRITE)
  public void remove(@Context Caller caller, @PathParam("id") String id) {
    links.remove(caller, present(caller, id).id());
  }

  private Link present(Caller caller, String id) {
    return Answers.found("link", id, uuid -> links.get(caller, uuid));
  }

  private static ResourceId user(String written) {
    return new ResourceId(id("user", written));
  }

  private static UUID id(String field, String written) {
    return ResourceId.parse(written)
        .map(ResourceId::value)
        .orElseThrow(() -> wrong(field, "must be an id."));
  }

  private static RejectedException wrong(String field, String detail) {
    return RejectedException.at(
        Problem.Kind.INVALID_VALUE, AttributePath.of(field), "\"" + field + "\" " + detail);
  }

  private static Attributes json(Link link) {
    return new JsonObject()
        .id("id", link.id())
        .text("user", link.identity().toString())
        .id("identityProvider", link.identityProvider())
        .text("issuer", link.issuer())
        .text("subject", link.subject())
        .time("created", link.created())
        .time("lastUsed", link.lastUsed())
        .build();
  }
}
