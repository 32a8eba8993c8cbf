package io.tessera.admin.api.internal;

import io.tessera.inbound.http.BrowserSignIn;
import io.tessera.inbound.http.Credentials;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** Whoever is signed in. */
@Path("me")
public final class MeResource {
  private final Administrators administrators;
  private final BrowserSignIn browsers;

  MeResource(Administrators administrators, BrowserSignIn browsers) {
    this.administrators = administrators;
    this.browsers = browsers;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Requires(Permission.DISCOVERY)
  public Attributes get(@Context Caller caller) {
    boolean isAdministrator =
        caller.serviceProvider().equals(Caller.RESIDENT) && caller.identity() == null;
    return (isAdministrator
            ? administrators.credential(caller.actor())
            : Optional.<Administrators.Credential>empty())
        .map(administrator -> AdministratorCodec.who("name", administrator).build())
        .orElseGet(
            () ->
                new JsonObject()
                    .text("name", caller.actor())
                    .texts("permissions", AdministratorCodec.permissions(caller.permissions()))
                    .build());
  }

  /** Who is signed in with a browser says the present password too: it may not be them. */
  @POST
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.DISCOVERY)
  public void password(
      @Context Caller caller, @Context HttpServletRequest request, Attributes body) {
    Fields fields = Fields.of(body);
    String password = fields.text("password");
    boolean inBrowser = browsers.find(request).isPresent();
    Optional<String> current =
        inBrowser ? Optional.of(fields.text("current")) : fields.optionalText("current");
    fields.check();
    if (current.isPresent()
        && !browsers.isRight(new Credentials(caller.actor(), current.get()), request)) {
      fields.problem("current", "is not the present password.");
      fields.check();
    }
    administrators.changePassword(caller, password);
  }
}
