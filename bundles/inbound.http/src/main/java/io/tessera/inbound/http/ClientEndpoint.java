package io.tessera.inbound.http;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where clients of OAuth 2.0 post forms. They show who they are by HTTP Basic or in the form (RFC
 * 6749 section 2.3.1), through the same gate as everywhere.
 */
public abstract class ClientEndpoint extends GatedServlet {
  private static final long serialVersionUID = 1L;
  private static final String SECRET = "client_secret";

  private final transient Clients clients;
  private final transient OAuthErrors errors = new OAuthErrors();
  private final transient AttributesJson json = new AttributesJson();

  /**
   * @param channel what callers are recorded with
   */
  protected ClientEndpoint(Gate gate, Channel channel, Clients clients) {
    super(gate, channel);
    this.clients = clients;
  }

  /** A client that has shown who it is. */
  protected record SignedIn(Client client, Caller caller) {}

  @Override
  protected final ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  /**
   * Refuses what does not post.
   *
   * @throws OAuthException it is no POST
   */
  protected static void requirePost(HttpServletRequest request, HttpServletResponse response) {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      throw OAuthException.methodNotAllowed();
    }
  }

  /**
   * Who sent a form.
   *
   * @param form its parameters by name
   * @return empty when the gate lets nobody through, which has been answered
   * @throws OAuthException credentials are there twice, or are none of a client
   */
  protected final Optional<SignedIn> signedIn(
      Admission admission,
      Function<String, Optional<String>> form,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Admission asked = admitted(admission, form, request, response);
    if (!(asked instanceof Admission.Granted granted)) {
      fail(refusal(asked), request, response);
      return Optional.empty();
    }
    Client client =
        client(request, form)
            .orElseThrow(() -> OAuthException.invalidClient("This is no service provider."));
    return Optional.of(new SignedIn(client, granted.caller()));
  }

  /** Asks the gate about whoever did not come by the header but says who it is in the form. */
  private Admission admitted(
      Admission admission,
      Function<String, Optional<String>> form,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Credentials> posted = posted(form);
    if (admission instanceof Admission.Anonymous) {
      return posted.isPresent() ? admit(posted.get(), request, response) : admission;
    }
    if (form.apply(SECRET).isPresent()) {
      throw OAuthException.invalidRequest("Credentials are both in the header and in the form.");
    }
    return admission;
  }

  /** People's names and passwords do not belong here: nobody shall try any. */
  private Optional<Credentials> posted(Function<String, Optional<String>> form) {
    Optional<String> id = form.apply("client_id");
    Optional<String> secret = form.apply(SECRET);
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
  private Optional<Client> client(
      HttpServletRequest request, Function<String, Optional<String>> form) {
    String header = request.getHeader("Authorization");
    Optional<Credentials> shown = header == null ? posted(form) : Credentials.ofBasic(header);
    Optional<String> named = form.apply("client_id");
    if (shown.isPresent() && named.isPresent() && !shown.get().name().equals(named.get())) {
      throw OAuthException.invalidRequest("The header and the form name two clients.");
    }
    return shown.flatMap(c -> clients.withSecret(c.name(), c.password()));
  }

  /** Answers with a document. */
  protected final void send(Attributes answer, HttpServletResponse response) throws IOException {
    send(new Answer(HttpServletResponse.SC_OK, OAuthErrors.JSON, json.write(answer)), response);
  }

  /** Answers with an error of the protocol. */
  protected final void refuse(
      OAuthException refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refusing(request, response);
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
