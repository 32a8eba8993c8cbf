package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.federation.FederatedLinks;
import io.tessera.provisioning.api.federation.RefusedSignIn;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** Why somebody was not let in. */
@Path("sign-ins")
@Produces(MediaType.APPLICATION_JSON)
public final class SignInsResource {
  private final FederatedLinks links;

  SignInsResource(FederatedLinks links) {
    this.links = links;
  }

  @GET
  @Path("{causality}")
  @Requires(Permission.AUDIT_READ)
  public Attributes get(@PathParam("causality") String causality) {
    RefusedSignIn refused =
        links
            .refused(causality)
            .orElseThrow(
                () ->
                    Answers.notFound(
                        "No sign-in with the id "
                            + causality
                            + " was refused in the last 30 days. What one that was let in has"
                            + " changed is told by /api/v1/traces/"
                            + causality
                            + "."));
    return new JsonObject()
        .text("causality", refused.causality())
        .time("at", refused.at())
        .text("identityProvider", refused.identityProvider())
        .text("why", refused.why().toLowerCase(Locale.ROOT).replace('_', '-'))
        .text("reason", refused.reason())
        .build();
  }
}
