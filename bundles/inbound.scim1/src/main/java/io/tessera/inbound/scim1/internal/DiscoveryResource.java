package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.bulk.BulkReader;
import io.tessera.scim1.protocol.Scim1Discovery;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /ServiceProviderConfigs} and {@code /Schemas}. */
@Path("")
@Produces(MediaTypes.JSON)
public final class DiscoveryResource {
  private final Provisioning provisioning;
  private final long maxPayload;

  /**
   * @param maxPayload largest body of a request, in bytes
   */
  DiscoveryResource(Provisioning provisioning, long maxPayload) {
    this.provisioning = provisioning;
    this.maxPayload = maxPayload;
  }

  @GET
  @Path("ServiceProviderConfigs")
  @Requires(Permission.DISCOVERY)
  public byte[] serviceProviderConfigs(@Context BaseUri base) {
    return documents(base)
        .serviceProviderConfig(Query.MAX_COUNT, BulkReader.MAX_OPERATIONS, maxPayload);
  }

  @GET
  @Path("Schemas")
  @Requires(Permission.DISCOVERY)
  public byte[] schemas(@Context BaseUri base, @QueryParam("filter") @Nullable String filter) {
    return documents(base).schemas(filter == null || filter.isBlank() ? null : filter);
  }

  @GET
  @Path("Schemas/{urn}")
  @Requires(Permission.DISCOVERY)
  public byte[] schema(@Context BaseUri base, @PathParam("urn") String urn) {
    return documents(base)
        .schema(urn)
        .orElseThrow(() -> RejectedException.of(Kind.NOT_FOUND, "There is no such schema."));
  }

  private Scim1Discovery documents(BaseUri base) {
    return new Scim1Discovery(
        Stream.of(ResourceType.values()).map(provisioning::schema).toList(), base.value());
  }
}
