package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The description of this API; a test holds it to the routes and shapes there are. */
@Path("openapi.json")
public final class OpenApiResource {
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Requires(Permission.DISCOVERY)
  public byte[] get() throws IOException {
    try (InputStream document =
        Objects.requireNonNull(OpenApiResource.class.getResourceAsStream("openapi.json"))) {
      return document.readAllBytes();
    }
  }
}
