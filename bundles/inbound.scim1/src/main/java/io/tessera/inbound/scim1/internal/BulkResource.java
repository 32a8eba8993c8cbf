package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.scim1.protocol.Scim1Bulk;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** {@code /Bulk}. Each operation needs the permission it would need alone. */
@Path("Bulk")
@Produces(MediaTypes.JSON)
@Consumes({MediaTypes.JSON, MediaTypes.SCIM})
public final class BulkResource {
  static final int MAX_OPERATIONS = 1_000;

  /** The gate lets no larger body in. */
  static final long MAX_PAYLOAD = 1 << 20;

  private final Endpoint users;
  private final Endpoint groups;

  BulkResource(Endpoint users, Endpoint groups) {
    this.users = users;
    this.groups = groups;
  }

  @POST
  @Requires(Permission.DISCOVERY)
  public byte[] bulk(@Context Caller caller, @Context BaseUri base, Attributes body) {
    Scim1Bulk bulk = Scim1Bulk.read(body, MAX_OPERATIONS);
    return Scim1Bulk.response(new BulkRun(users, groups, caller, base, bulk).results());
  }
}
