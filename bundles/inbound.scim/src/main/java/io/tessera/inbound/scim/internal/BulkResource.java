package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.bulk.BulkReader;
import io.tessera.scim.protocol.bulk.BulkRequest;
import io.tessera.scim.protocol.bulk.BulkRun;
import io.tessera.scim.protocol.bulk.BulkWriter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** {@code /Bulk}: each operation is a use case of its own and needs its permission besides. */
@Path("Bulk")
@Produces({MediaTypes.SCIM, MediaTypes.JSON})
@Consumes({MediaTypes.SCIM, MediaTypes.JSON})
public final class BulkResource {
  private final Provisioning provisioning;
  private final Codecs codecs;
  private final BulkReader reader;
  private final BulkWriter writer = new BulkWriter();

  BulkResource(Provisioning provisioning, Codecs codecs, int maxOperations) {
    this.reader = new BulkReader(maxOperations);
    this.provisioning = provisioning;
    this.codecs = codecs;
  }

  @POST
  @Requires(Permission.BULK)
  public byte[] run(@Context Caller caller, @Context BaseUri base, Attributes body) {
    BulkRequest request = reader.read(body);
    BulkExecution execution = new BulkExecution(provisioning, codecs, caller, base.value());
    return writer.write(request, new BulkRun(request).run(execution, execution));
  }
}
