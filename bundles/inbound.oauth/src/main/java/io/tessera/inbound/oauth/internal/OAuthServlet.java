package io.tessera.inbound.oauth.internal;

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
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
public final class OAuthServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;
  private static final String TOKEN = "/token";
  private static final String INTROSPECT = "/introspect";
  private static final String REVOKE = "/revoke";

  private final transient Clients clients;
  private final transient TokenRequests requests;
  private final transient OAuthErrors errors = new OAuthErrors();
  private final transient AttributesJson json = new AttributesJson();

  @Activate
  public OAuthServlet(
      @Reference(name = "gate") Gate gate, @Reference(name = "clients") Clients clients) {
    super(gate, Channel.ADMIN_API);
    this.clients = clients;
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
  protected ErrorFormat errors(HttpServletRequest request) {
    return errors;
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
      if (!request.getMethod().equals("POST")) {
        response.setHeader("Allow", "POST");
        throw OAuthException.methodNotAllowed();
      }
      answer(path, request, response, admission);
    } catch (OAuthException refused) {
      refusing(request, response);
      refuse(refused, response);
    }
  }

  private void answer(
      String path, HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    Form form = Form.of(request);
    Admission asked = admitted(admission, form, request, response);
    if (!(asked instanceof Admission.Granted granted)) {
      fail(refusal(asked), request, response);
      return;
    }
    @Nullable Client client = client(request, form).orElse(null);
    if (client == null) {
      throw OAuthException.invalidClient("This is no service provider.");
    }
    switch (path) {
      case TOKEN -> send(requests.token(client, form), response);
      case INTROSPECT -> {
        boolean all = granted.caller().may(Permission.TOKENS_INTROSPECT);
        send(requests.introspection(client, all, form), response);
      }
      default -> {
        requests.revocation(client, form);
        response.setStatus(HttpServletResponse.SC_OK);
      }
    }
  }

  /** Asks the gate about whoever did not come by the header but says who it is in the form. */
  private Admission admitted(
      Admission admission, Form form, HttpServletRequest request, HttpServletResponse response) {
    Optional<Credentials> posted = posted(form);
    if (admission instanceof Admission.Anonymous) {
      return posted.isPresent() ? admit(posted.get(), request, response) : admission;
    }
    if (form.get("client_secret").isPresent()) {
      throw OAuthException.invalidRequest("Credentials are both in the header and in the form.");
    }
    return admission;
  }

  /** People's names and passwords do not belong here: nobody shall try any. */
  private Optional<Credentials> posted(Form form) {
    Optional<String> id = form.get("client_id");
    Optional<String> secret = form.get("client_secret");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    if (!clients.isClient(id.get())) {
      throw OAuthException.invalidClient("The client or its secret is wrong.");
    }
    return Optional.of(new Credentials(id.get(), secret.get()));
  }

  private static Admission.Refused refusal(Admission admission) {
    return admission instanceof Admission.Anonymous anonymous
        ? anonymous.otherwise()
        : (Admission.Refused) admission;
  }

  /** The client that the gate has let in. A token is not enough for another one. */
  private Optional<Client> client(HttpServletRequest request, Form form) {
    String header = request.getHeader("Authorization");
    Optional<Credentials> shown = header == null ? posted(form) : Credentials.ofBasic(header);
    if (shown.isPresent() && form.get("client_id").filter(id -> !isOf(id, shown)).isPresent()) {
      throw OAuthException.invalidRequest("The header and the form name two clients.");
    }
    return shown.flatMap(c -> clients.withSecret(c.name(), c.password()));
  }

  private static boolean isOf(String id, Optional<Credentials> shown) {
    return shown.map(Credentials::name).equals(Optional.of(id));
  }

  private void send(Attributes answer, HttpServletResponse response) throws IOException {
    send(new Answer(HttpServletResponse.SC_OK, OAuthErrors.JSON, json.write(answer)), response);
  }

  private void refuse(OAuthException refused, HttpServletResponse response) throws IOException {
    if (refused.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"tessera\", charset=\"UTF-8\"");
    }
    send(errors.answer(refused.status(), refused.code(), refused.detail()), response);
  }

  private static void send(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.setHeader("Pragma", "no-cache");
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
