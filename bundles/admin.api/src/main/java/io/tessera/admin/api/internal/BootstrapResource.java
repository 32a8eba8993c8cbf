package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** Trades the one-time token for the first administrator. The token is what protects it. */
@Path("bootstrap")
public final class BootstrapResource {
  private final Administrators administrators;

  BootstrapResource(Administrators administrators) {
    this.administrators = administrators;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.ANYBODY)
  public void bootstrap(Attributes body) {
    Fields fields = Fields.of(body);
    String token = fields.text("token").strip();
    String password = fields.text("password");
    fields.check();
    administrators.bootstrap(token, password);
  }
}
