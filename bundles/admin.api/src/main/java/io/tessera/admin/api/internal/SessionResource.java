package io.tessera.admin.api.internal;

import io.tessera.inbound.http.BrowserSignIn;
import io.tessera.inbound.http.Credentials;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.AdministratorSessions.Session;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * An administrator who is signed in with a browser. The cookie is the session; whatever changes
 * something shows {@code csrf} besides.
 */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {
  private final BrowserSignIn browsers;

  SessionResource(BrowserSignIn browsers) {
    this.browsers = browsers;
  }

  /** Only JSON is read: a form of another site cannot send it. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.ANYBODY)
  public Response open(@Context HttpServletRequest request, Attributes body) {
    Fields fields = Fields.of(body);
    String user = fields.text("user");
    String password = fields.text("password");
    fields.check();
    Session session = browsers.open(new Credentials(user, password), request);
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.SET_COOKIE, BrowserSignIn.cookie(session))
        .entity(json(session))
        .build();
  }

  @GET
  @Requires(Permission.SIGNED_IN)
  public Attributes get(@Context HttpServletRequest request) {
    return json(browsers.present(request));
  }

  @DELETE
  @Requires(Permission.SIGNED_IN)
  public Response close(@Context HttpServletRequest request) {
    browsers.close(request);
    return Response.noContent().header(HttpHeaders.SET_COOKIE, BrowserSignIn.noCookie()).build();
  }

  private static Attributes json(Session session) {
    return AdministratorCodec.who("user", session.administrator())
        .text("csrf", session.csrf())
        .time("expires", session.expires())
        .build();
  }
}
