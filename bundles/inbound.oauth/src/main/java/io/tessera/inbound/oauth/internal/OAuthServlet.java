package io.tessera.inbound.oauth.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.ClientEndpoint;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.OAuthException;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Where service providers get tokens and ask about them. They show who they are by HTTP Basic or in
 * the form, through the same gate as everywhere.
 */
@Component(name = "io.tessera.inbound.oauth", service = Servlet.class)
@HttpWhiteboardServletName("oauth")
@HttpWhiteboardServletPattern("/oauth2/*")
public final class OAuthServlet extends ClientEndpoint {
  private static final long serialVersionUID = 1L;
  private static final String TOKEN = "/token";
  private static final String INTROSPECT = "/introspect";
  private static final String REVOKE = "/revoke";

  private final transient TokenRequests requests;

  @Activate
  public OAuthServlet(
      @Reference(name = "gate") Gate gate, @Reference(name = "clients") Clients clients) {
    super(gate, Channel.ADMIN_API, clients);
    this.requests = new TokenRequests(clients);
  }

  @Override
  protected List<OpenRoute> routes() {
    return List.of(
        OpenRoute.of("POST", TOKEN, Permission.SIGNED_IN),
        OpenRoute.of("POST", INTROSPECT, Permission.SIGNED_IN),
        OpenRoute.of("POST", REVOKE, Permission.SIGNED_IN));
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    String path = String.valueOf(request.getPathInfo());
    if (!List.of(TOKEN, INTROSPECT, REVOKE).contains(path)) {
      fail(HttpServletResponse.SC_NOT_FOUND, request, response);
      return;
    }
    try {
      requirePost(request, response);
      Form form = Form.of(request);
      Optional<SignedIn> by = signedIn(admission, form::get, request, response);
      if (by.isPresent()) {
        answer(path, by.get(), form, response);
      }
    } catch (OAuthException refused) {
      refuse(refused, request, response);
    }
  }

  private void answer(String path, SignedIn by, Form form, HttpServletResponse response)
      throws IOException {
    switch (path) {
      case TOKEN -> send(requests.token(by.client(), form), response);
      case INTROSPECT -> {
        boolean all = by.caller().may(Permission.TOKENS_INTROSPECT);
        send(requests.introspection(by.client(), all, form), response);
      }
      default -> {
        requests.revocation(by.client(), form);
        response.setStatus(HttpServletResponse.SC_OK);
      }
    }
  }
}
