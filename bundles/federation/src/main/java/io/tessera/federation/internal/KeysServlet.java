package io.tessera.federation.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.federation.SignInMemory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The keys our identity tokens are verified with (RFC 7517). */
@Component(name = "io.tessera.federation.keys", service = Servlet.class)
@HttpWhiteboardServletName("login keys")
@HttpWhiteboardServletPattern(Addresses.DOOR + Addresses.KEYS)
public final class KeysServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;

  private final transient SigningKeys keys;
  private final transient TokenErrors errors = new TokenErrors();

  @Activate
  public KeysServlet(
      @Reference(name = "gate") Gate gate, @Reference(name = "memory") SignInMemory memory) {
    this(gate, memory, Clock.systemUTC());
  }

  KeysServlet(Gate gate, SignInMemory memory, Clock clock) {
    super(gate, Channel.FEDERATION);
    this.keys = new SigningKeys(memory, clock);
  }

  @Override
  protected List<OpenRoute> routes() {
    return List.of(OpenRoute.of("GET", "", Permission.ANYBODY));
  }

  @Override
  protected ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    if (!List.of("GET", "HEAD").contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      fail(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request, response);
      return;
    }
    byte[] body = keys.published().getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/jwk-set+json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
