package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.AttributeIndex;
import io.tessera.provisioning.api.admin.IndexedAttributes;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which attributes are indexed besides those that always are, and how far each index is. */
@Path("indexed-attributes")
@Produces(MediaType.APPLICATION_JSON)
public final class IndexedAttributesResource {
  private final IndexedAttributes indexes;

  IndexedAttributesResource(IndexedAttributes indexes) {
    this.indexes = indexes;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(
        paging.of(indexes.list(), i -> i.type().scimName() + "/" + i.attribute()),
        IndexedAttributesResource::json);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Fields fields = Fields.of(body);
    Optional<ResourceType> type = type(fields);
    String attribute = fields.text("attribute");
    fields.check();
    AttributeIndex made = indexes.create(caller, type.orElseThrow(), attribute);
    return Answers.created(uri, made.id(), made.version(), json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String id) {
    AttributeIndex present = present(id);
    return Answers.versioned(present.version(), json(present));
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    AttributeIndex present = present(id);
    indexes.delete(caller, present.id(), IfMatch.expected(ifMatch, present.version()));
  }

  private AttributeIndex present(String id) {
    return Answers.found("indexed attribute", id, indexes::get);
  }

  private static Optional<ResourceType> type(Fields fields) {
    String written = fields.text("resourceType");
    for (ResourceType type : ResourceType.values()) {
      if (type.scimName().equalsIgnoreCase(written)) {
        return Optional.of(type);
      }
    }
    if (!written.isEmpty()) {
      fields.problem("resourceType", "must be User or Group.");
    }
    return Optional.empty();
  }

  private static Attributes json(AttributeIndex index) {
    return new JsonObject()
        .id("id", index.id())
        .text("resourceType", index.type().scimName())
        .text("attribute", index.attribute().toString())
        .word("source", index.source())
        .word("state", index.state())
        .number("done", index.done())
        .number("total", index.total())
        .number("version", index.version())
        .build();
  }
}
