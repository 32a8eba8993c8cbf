package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.Discovery;
import io.tessera.scim.protocol.Limits;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /ServiceProviderConfig}, {@code /ResourceTypes}, {@code /Schemas}. */
@Path("")
@Produces({MediaTypes.SCIM, MediaTypes.JSON})
public final class DiscoveryResource {
  private final Provisioning provisioning;
  private final Limits limits;
  private final long maxPayload;

  DiscoveryResource(Provisioning provisioning, Limits limits, long maxPayload) {
    this.limits = limits;
    this.provisioning = provisioning;
    this.maxPayload = maxPayload;
  }

  @GET
  @Path("ServiceProviderConfig")
  @Requires(Permission.DISCOVERY)
  public byte[] serviceProviderConfig(
      @Context BaseUri base, @QueryParam("filter") @Nullable String filter) {
    refuse(filter);
    return documents(base).serviceProviderConfig();
  }

  @GET
  @Path("ResourceTypes")
  @Requires(Permission.DISCOVERY)
  public byte[] resourceTypes(
      @Context BaseUri base, @QueryParam("filter") @Nullable String filter) {
    refuse(filter);
    return documents(base).resourceTypes();
  }

  @GET
  @Path("ResourceTypes/{name}")
  @Requires(Permission.DISCOVERY)
  public byte[] resourceType(@Context BaseUri base, @PathParam("name") String name) {
    return found(documents(base).resourceType(name), "resource type");
  }

  @GET
  @Path("Schemas")
  @Requires(Permission.DISCOVERY)
  public byte[] schemas(@Context BaseUri base, @QueryParam("filter") @Nullable String filter) {
    refuse(filter);
    return documents(base).schemas();
  }

  @GET
  @Path("Schemas/{urn}")
  @Requires(Permission.DISCOVERY)
  public byte[] schema(@Context BaseUri base, @PathParam("urn") String urn) {
    return found(documents(base).schema(urn), "schema");
  }

  private Discovery documents(BaseUri base) {
    return new Discovery(
        Stream.of(ResourceType.values()).map(provisioning::schema).toList(),
        List.of(new Discovery.Other("Role", "/Roles", RoleSchema.DEFINITION)),
        base.value(),
        limits,
        maxPayload);
  }

  /** RFC 7644 section 4: a filter could mislead a client about what the server supports. */
  private static void refuse(@Nullable String filter) {
    if (filter != null) {
      throw RejectedException.of(Kind.FORBIDDEN, "These documents cannot be filtered.");
    }
  }

  private static byte[] found(Optional<byte[]> document, String what) {
    return document.orElseThrow(
        () -> RejectedException.of(Kind.NOT_FOUND, "There is no such " + what + "."));
  }
}
