package io.tessera.federation.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.PublicDocument;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.federation.SignInMemory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The keys our identity tokens are verified with (RFC 7517). */
@Component(name = "io.tessera.federation.keys", service = Servlet.class)
@HttpWhiteboardServletName("login keys")
@HttpWhiteboardServletPattern(Addresses.DOOR + Addresses.KEYS)
public final class KeysServlet extends PublicDocument {
  private static final long serialVersionUID = 1L;

  private final transient SigningKeys keys;

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
  protected Answer document(HttpServletRequest request) {
    return new Answer(
        HttpServletResponse.SC_OK,
        "application/jwk-set+json",
        keys.published().getBytes(StandardCharsets.UTF_8));
  }
}
