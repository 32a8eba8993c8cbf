package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.admin.TokenIssuers;
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

/** The parties whose signed tokens are taken. */
@Path("token-issuers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TokenIssuersResource {
  private final TokenIssuers issuers;

  TokenIssuersResource(TokenIssuers issuers) {
    this.issuers = issuers;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<TokenIssuer> wanted =
        issuers.list().stream()
            .filter(issuer -> name == null || issuer.name().equals(name))
            .toList();
    return Paging.json(paging.of(wanted, TokenIssuer::name), TokenIssuerCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    TokenIssuer made = issuers.create(caller, TokenIssuerCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), TokenIssuerCodec.json(made));
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
    TokenIssuer present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(issuers.replace(caller, present.id(), expected, TokenIssuerCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    TokenIssuer present = present(id);
    issuers.delete(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private TokenIssuer present(String id) {
    return Answers.found("token issuer", id, issuers::get);
  }

  private static Response answer(TokenIssuer issuer) {
    return Answers.versioned(issuer.version(), TokenIssuerCodec.json(issuer));
  }
}
