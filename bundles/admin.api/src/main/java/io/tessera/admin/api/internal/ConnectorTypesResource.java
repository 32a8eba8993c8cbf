package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What connectors the started bundles offer. */
@Path("connector-types")
@Produces(MediaType.APPLICATION_JSON)
public final class ConnectorTypesResource {
  private final Connections connections;

  ConnectorTypesResource(Connections connections) {
    this.connections = connections;
  }

  @GET
  @Requires(Permission.TARGETS_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(
        paging.of(connections.connectorTypes(), ConnectorType::id), ConnectorTypeCodec::json);
  }

  @GET
  @Path("{id}")
  @Requires(Permission.TARGETS_READ)
  public Attributes get(@PathParam("id") String id) {
    return connections
        .connectorType(id)
        .map(ConnectorTypeCodec::json)
        .orElseThrow(
            () ->
                Answers.notFound(
                    "No started bundle offers the connector type "
                        + id
                        + ". Deploy its bundle, or see /connector-types for those there are."));
  }
}
