package io.tessera.federation.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.ServiceProviders;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.SignInMemory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The pages people sign in on. */
@Component(name = "io.tessera.federation.login", service = Servlet.class)
@HttpWhiteboardServletName("login")
@HttpWhiteboardServletPattern(Addresses.DOOR + "/*")
public final class LoginServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;

  private final transient Gate gate;
  private final transient PageErrors errors;
  private final transient Rooms rooms;
  private final transient Pages pages = new Pages();

  @Activate
  public LoginServlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "protocols") Protocols protocols,
      @Reference(name = "signIn") FederatedSignIn signIn,
      @Reference(name = "memory") SignInMemory memory,
      @Reference(name = "provisioning") Provisioning provisioning,
      @Reference(name = "deliveries") Deliveries deliveries,
      @Reference(name = "serviceProviders") ServiceProviders serviceProviders) {
    this(
        gate,
        protocols,
        signIn,
        new Sealed(memory),
        new People(provisioning, deliveries),
        serviceProviders,
        Clock.systemUTC());
  }

  LoginServlet(
      Gate gate,
      Protocols protocols,
      FederatedSignIn signIn,
      Sealed memory,
      People people,
      ServiceProviders serviceProviders,
      Clock clock) {
    super(gate, Channel.FEDERATION);
    this.gate = gate;
    this.errors = new PageErrors(pages);
    this.rooms = rooms(protocols, signIn, memory, people, serviceProviders, clock);
  }

  private Rooms rooms(
      Protocols protocols,
      FederatedSignIn signIn,
      Sealed memory,
      People people,
      ServiceProviders serviceProviders,
      Clock clock) {
    Cookies cookies = new Cookies();
    RandomTexts random = new RandomTexts();
    Refusals refusals = new Refusals(signIn);
    Sessions sessions = new Sessions(memory, cookies, random, signIn, people, clock);
    Codes codes = new Codes(memory, random);
    Departing departing = new Departing(signIn, protocols, memory, cookies, random, refusals);
    Arriving arriving = new Arriving(signIn, sessions, codes, memory, cookies, random, pages);
    Choosing choosing = new Choosing(signIn, sessions, pages);
    return new Rooms(
        choosing,
        departing,
        new Returning(departing, arriving, memory, cookies, random, refusals),
        arriving,
        new Own(sessions, people, departing, pages),
        new Authorizing(serviceProviders, signIn, sessions, departing, arriving, choosing, clock));
  }

  @Override
  protected List<OpenRoute> routes() {
    return Rooms.ROUTES.stream()
        .map(route -> OpenRoute.of(route.method(), route.path(), Permission.ANYBODY))
        .toList();
  }

  @Override
  protected ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    String causality = String.valueOf(response.getHeader(CAUSALITY_HEADER));
    Visit visit = new Visit(request, causality, gate.namesItself());
    Reply reply;
    try {
      reply = rooms.reply(visit);
    } catch (TurnedAwayException away) {
      refusing(request, response);
      reply = Reply.page(away.status(), pages.away(away, causality));
    }
    reply.send(response);
  }
}
