package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** {@code /Bulk}. */
@Path("Bulk")
public final class BulkResource {
  static final int MAX_OPERATIONS = 1_000;
  static final long MAX_PAYLOAD = 1 << 20;

  @POST
  @Requires(Permission.DISCOVERY)
  public void bulk() {
    throw RejectedException.of(Kind.NOT_SUPPORTED, "not yet");
  }
}
