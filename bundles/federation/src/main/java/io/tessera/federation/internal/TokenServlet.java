package io.tessera.federation.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.ClientEndpoint;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.OAuthException;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.federation.SignInMemory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Where service providers exchange codes for identity tokens (OpenID Connect Core section 3.1.3).
 * They show who they are by HTTP Basic or in the form.
 */
@Component(name = "io.tessera.federation.token", service = Servlet.class)
@HttpWhiteboardServletName("login token")
@HttpWhiteboardServletPattern(Addresses.DOOR + Addresses.TOKEN)
public final class TokenServlet extends ClientEndpoint {
  private static final long serialVersionUID = 1L;

  private final transient Exchange exchange;

  @Activate
  public TokenServlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "clients") Clients clients,
      @Reference(name = "memory") SignInMemory memory,
      @Reference(name = "provisioning") Provisioning provisioning,
      @Reference(name = "deliveries") Deliveries deliveries) {
    this(gate, clients, memory, new People(provisioning, deliveries), Clock.systemUTC());
  }

  TokenServlet(Gate gate, Clients clients, SignInMemory memory, People people, Clock clock) {
    super(gate, Channel.FEDERATION, clients);
    RandomTexts random = new RandomTexts();
    this.exchange =
        new Exchange(
            new Codes(new Sealed(memory), random),
            people,
            new IdTokens(new SigningKeys(memory, clock), clock),
            random);
  }

  @Override
  protected List<OpenRoute> routes() {
    return List.of(OpenRoute.of("POST", "", Permission.SIGNED_IN));
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    String causality = String.valueOf(response.getHeader(CAUSALITY_HEADER));
    Visit visit = new Visit(request, causality);
    try {
      requirePost(request, response);
      Parameters form = form(visit, request);
      Optional<SignedIn> by = signedIn(admission, form::get, request, response);
      if (by.isPresent()) {
        String issuer = Addresses.issuer(visit.origin());
        send(exchange.tokens(by.get().client(), form, issuer, causality), response);
      }
    } catch (OAuthException refused) {
      refuse(refused, request, response);
    }
  }

  /** From the body and nowhere else: what stands in an address ends in logs. */
  private static Parameters form(Visit visit, HttpServletRequest request) throws IOException {
    if (request.getQueryString() != null) {
      throw OAuthException.invalidRequest("Parameters belong into the body.");
    }
    try {
      return visit.form();
    } catch (TurnedAwayException unreadable) {
      throw OAuthException.invalidRequest("A form is expected, with no parameter there twice.");
    }
  }
}
