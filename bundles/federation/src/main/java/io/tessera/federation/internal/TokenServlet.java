package io.tessera.federation.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.Credentials;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Client;
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
public final class TokenServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;

  private final transient Clients clients;
  private final transient Exchange exchange;
  private final transient TokenErrors errors = new TokenErrors();
  private final transient AttributesJson json = new AttributesJson();

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
    super(gate, Channel.FEDERATION);
    RandomTexts random = new RandomTexts();
    this.clients = clients;
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
  protected ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    String causality = String.valueOf(response.getHeader(CAUSALITY_HEADER));
    Visit visit = new Visit(request, causality);
    try {
      if (!visit.isPost()) {
        response.setHeader("Allow", "POST");
        throw new RefusedTokenException(405, "invalid_request", "Only POST is possible here.");
      }
      Parameters form = form(visit, request);
      Admission asked = admitted(admission, form, request, response);
      if (!(asked instanceof Admission.Granted)) {
        fail(refusal(asked), request, response);
        return;
      }
      Client client =
          client(request, form)
              .orElseThrow(
                  () -> RefusedTokenException.invalidClient("This is no service provider."));
      send(exchange.tokens(client, form, Addresses.issuer(visit.origin()), causality), response);
    } catch (RefusedTokenException refused) {
      refusing(request, response);
      refuse(refused, response);
    }
  }

  /** From the body and nowhere else: what stands in an address ends in logs. */
  private static Parameters form(Visit visit, HttpServletRequest request)
      throws RefusedTokenException, IOException {
    if (request.getQueryString() != null) {
      throw RefusedTokenException.invalidRequest("Parameters belong into the body.");
    }
    try {
      return visit.form();
    } catch (TurnedAwayException unreadable) {
      throw RefusedTokenException.invalidRequest(
          "A form is expected, with no parameter there twice.");
    }
  }

  /** Asks the gate about whoever did not come by the header but says who it is in the form. */
  private Admission admitted(
      Admission admission,
      Parameters form,
      HttpServletRequest request,
      HttpServletResponse response)
      throws RefusedTokenException {
    Optional<Credentials> posted = posted(form);
    if (admission instanceof Admission.Anonymous) {
      return posted.isPresent() ? admit(posted.get(), request, response) : admission;
    }
    if (form.get("client_secret").isPresent()) {
      throw RefusedTokenException.invalidRequest(
          "Credentials are both in the header and in the form.");
    }
    return admission;
  }

  /** People's names and passwords do not belong here: nobody shall try any. */
  private Optional<Credentials> posted(Parameters form) throws RefusedTokenException {
    Optional<String> id = form.get("client_id");
    Optional<String> secret = form.get("client_secret");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    if (!clients.isClient(id.get())) {
      throw RefusedTokenException.invalidClient("The client or its secret is wrong.");
    }
    return Optional.of(new Credentials(id.get(), secret.get()));
  }

  private static Admission.Refused refusal(Admission admission) {
    return admission instanceof Admission.Anonymous anonymous
        ? anonymous.otherwise()
        : (Admission.Refused) admission;
  }

  /** The client that the gate has let in, by its secret: a token is not enough for a token. */
  private Optional<Client> client(HttpServletRequest request, Parameters form)
      throws RefusedTokenException {
    String header = request.getHeader("Authorization");
    Optional<Credentials> shown = header == null ? posted(form) : Credentials.ofBasic(header);
    Optional<String> named = form.get("client_id");
    if (shown.isPresent() && named.isPresent() && !shown.get().name().equals(named.get())) {
      throw RefusedTokenException.invalidRequest("The header and the form name two clients.");
    }
    return shown.flatMap(c -> clients.withSecret(c.name(), c.password()));
  }

  private void refuse(RefusedTokenException refused, HttpServletResponse response)
      throws IOException {
    if (refused.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"tessera\", charset=\"UTF-8\"");
    }
    send(errors.answer(refused.status(), refused.code(), refused.detail()), response);
  }

  private void send(Attributes answer, HttpServletResponse response) throws IOException {
    send(new Answer(HttpServletResponse.SC_OK, TokenErrors.JSON, json.write(answer)), response);
  }

  private static void send(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.setHeader("Pragma", "no-cache");
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
