package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.scim.protocol.bulk.BulkReader;
import io.tessera.scim.protocol.bulk.BulkRequest;
import io.tessera.scim.protocol.bulk.BulkRun;
import io.tessera.scim1.protocol.Scim1Bulk;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** {@code /Bulk}: each operation is a use case of its own and needs its permission besides. */
@Path("Bulk")
@Produces(MediaTypes.JSON)
@Consumes({MediaTypes.JSON, MediaTypes.SCIM})
public final class BulkResource {
  private final Endpoint users;
  private final Endpoint groups;
  private final Scim1Bulk bulk = new Scim1Bulk(new BulkReader());

  BulkResource(Endpoint users, Endpoint groups) {
    this.users = users;
    this.groups = groups;
  }

  @POST
  @Requires(Permission.BULK)
  public byte[] run(@Context Caller caller, @Context BaseUri base, Attributes body) {
    BulkRequest request = bulk.read(body);
    BulkExecution execution = new BulkExecution(users, groups, caller, base.value());
    return bulk.write(request, new BulkRun(request).run(execution, execution));
  }
}
