package io.tessera.federation.oidc.internal;

import static io.tessera.federation.oidc.internal.Refusal.require;

import io.tessera.crypto.Secret;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.jose.Outside;
import io.tessera.model.Attributes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Exchanges codes for tokens (RFC 6749 section 4.1.3, RFC 7636). */
final class TokenEndpoint {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int MAX_ACCESS_TOKEN = 16 * 1024;

  /** Nothing that a person could change by signing in once more. */
  private static final Set<String> SETTINGS =
      Set.of("invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_request");

  private final Outside outside;

  /**
   * @param access fit for a header, and opens the userinfo endpoint
   */
  record Tokens(String id, String access) {
    /** Never the tokens. */
    @Override
    public String toString() {
      return "Tokens[***]";
    }
  }

  TokenEndpoint(Outside outside) {
    this.outside = outside;
  }

  /**
   * @param verifier of PKCE
   * @throws RefusedSignInException the provider does not take the code, or us, or is not there
   */
  Tokens exchange(Metadata metadata, Party party, String code, String verifier)
      throws RefusedSignInException {
    URI address =
        metadata.token().orElseThrow(() -> Refusal.configuration("There is no token endpoint."));
    Form form =
        new Form()
            .with("grant_type", "authorization_code")
            .with("code", code)
            .with("redirect_uri", party.callback().toString())
            .with("code_verifier", verifier);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    authenticate(metadata, party, form, headers);
    return read(ask(address, headers, form));
  }

  /** RFC 6749 section 2.3.1: the identifier and the secret are form-encoded before base64. */
  private static void authenticate(
      Metadata metadata, Party party, Form form, Map<String, String> headers)
      throws RefusedSignInException {
    String clientId = party.provider().signIn().oidc().clientId();
    Optional<Secret> secret = party.clientSecret();
    if (secret.isPresent() && metadata.authentications().contains(Metadata.BASIC)) {
      String pair = Form.encoded(clientId) + ":" + Form.encoded(secret.get().reveal());
      byte[] bytes = pair.getBytes(StandardCharsets.US_ASCII);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    } else if (secret.isEmpty()) {
      form.with("client_id", clientId);
    } else if (metadata.authentications().contains(Metadata.POST)) {
      form.with("client_id", clientId).with("client_secret", secret.get().reveal());
    } else {
      throw Refusal.configuration(
          "The token endpoint takes no client secret, neither by Basic nor in the form.");
    }
  }

  private Outside.Answer ask(URI address, Map<String, String> headers, Form form)
      throws RefusedSignInException {
    try {
      return outside.post(address, headers, form.toString());
    } catch (IOException away) {
      throw Refusal.unreachable("The token endpoint cannot be reached", away);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Refusal.unreachable("Asking the token endpoint was interrupted.");
    }
  }

  private static Tokens read(Outside.Answer answer) throws RefusedSignInException {
    if (answer.status() == BAD_REQUEST || answer.status() == UNAUTHORIZED) {
      throw refused(answer);
    }
    if (answer.status() != OK) {
      throw Refusal.unreachable("The token endpoint answers with status " + answer.status() + ".");
    }
    Attributes said = object(answer);
    String type = said.text("token_type").orElse("");
    String access = said.text("access_token").orElse("");
    String id = said.text("id_token").orElse("");
    require("bearer".equalsIgnoreCase(type), "The token endpoint gives no bearer token.");
    require(!id.isEmpty(), "The token endpoint gives no ID token.");
    require(
        !access.isEmpty()
            && access.length() <= MAX_ACCESS_TOKEN
            && access.chars().allMatch(c -> c > ' ' && c <= '~'),
        "The token endpoint gives no access token that can be used.");
    return new Tokens(id, access);
  }

  private static RefusedSignInException refused(Outside.Answer answer) {
    String error;
    try {
      error = Json.read(answer.body()).text("error").orElse("");
    } catch (ParseException garbage) {
      error = "";
    }
    if ("invalid_grant".equals(error)) {
      return Refusal.invalid("The token endpoint does not take the code.");
    }
    return SETTINGS.contains(error)
        ? Refusal.configuration("The token endpoint does not take us as a client: " + error + ".")
        : Refusal.unreachable("The token endpoint answers with status " + answer.status() + ".");
  }

  private static Attributes object(Outside.Answer answer) throws RefusedSignInException {
    try {
      if ("application/json".equals(answer.type())) {
        return Json.read(answer.body());
      }
    } catch (ParseException garbage) {
      throw Refusal.unreachable("The token endpoint answers with JSON that cannot be read.");
    }
    throw Refusal.unreachable("The token endpoint does not answer with JSON.");
  }
}
