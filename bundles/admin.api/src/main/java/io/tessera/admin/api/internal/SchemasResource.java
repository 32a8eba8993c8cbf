package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.CustomSchema;
import io.tessera.provisioning.api.admin.CustomSchemas;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** The extension schemas that are configured, by URN. Those that are built in SCIM tells. */
@Path("schemas")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SchemasResource {
  private final CustomSchemas schemas;

  SchemasResource(CustomSchemas schemas) {
    this.schemas = schemas;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(paging.of(schemas.list(), CustomSchema::urn), SchemasResource::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    CustomSchema made = schemas.create(caller, body);
    return Response.created(uri.getAbsolutePathBuilder().path(made.urn()).build())
        .header(HttpHeaders.ETAG, IfMatch.etag(made.version()))
        .entity(json(made))
        .build();
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String urn) {
    return answer(present(urn));
  }

  @PUT
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String urn,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    CustomSchema present = present(urn);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(schemas.replace(caller, present.urn(), expected, body));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String urn,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    CustomSchema present = present(urn);
    schemas.delete(
        caller, present.urn(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private CustomSchema present(String urn) {
    return schemas
        .get(urn)
        .orElseThrow(
            () ->
                Answers.notFound(
                    "No custom schema has the URN " + urn + "; see /schemas for those there are."));
  }

  private static Response answer(CustomSchema schema) {
    return Answers.versioned(schema.version(), json(schema));
  }

  private static Attributes json(CustomSchema schema) {
    return schema.document().with("version", Value.Num.of(schema.version()));
  }
}
