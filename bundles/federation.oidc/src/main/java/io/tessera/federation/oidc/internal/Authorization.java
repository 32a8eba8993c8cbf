package io.tessera.federation.oidc.internal;

import static io.tessera.federation.oidc.internal.Refusal.require;

import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.SignIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The request a browser carries to the provider, and the answer it brings back. */
final class Authorization {
  static final String NONCE = "nonce";
  static final String VERIFIER = "verifier";

  private static final int RANDOM_BYTES = 32;
  private static final int MAX_CODE = 4096;

  /** The person did not, or could not; OpenID Connect Core 1.0 section 3.1.2.6. */
  private static final Set<String> DENIALS =
      Set.of(
          "access_denied",
          "login_required",
          "interaction_required",
          "account_selection_required",
          "consent_required");

  private static final Set<String> TROUBLES = Set.of("server_error", "temporarily_unavailable");

  private final SecureRandom random;

  Authorization(SecureRandom random) {
    this.random = random;
  }

  /** RFC 6749 section 4.1.1, RFC 7636 section 4.3. */
  Departure request(URI endpoint, Party party, String state) {
    SignIn.Oidc oidc = party.provider().signIn().oidc();
    String nonce = random();
    String verifier = random();
    Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
    scopes.addAll(oidc.scopes());
    URI address =
        new Form()
            .with("response_type", "code")
            .with("client_id", oidc.clientId())
            .with("redirect_uri", party.callback().toString())
            .with("scope", String.join(" ", scopes))
            .with("state", state)
            .with("nonce", nonce)
            .with("code_challenge", challenge(verifier))
            .with("code_challenge_method", "S256")
            .behind(endpoint);
    return new Departure(address, Map.of(NONCE, nonce, VERIFIER, verifier));
  }

  /**
   * The code in the answer.
   *
   * @throws RefusedSignInException it has none, is another's, or says that there was an error
   */
  static String code(Map<String, List<String>> parameters, String issuer, Metadata metadata)
      throws RefusedSignInException {
    Optional<String> said = only(parameters, "iss");
    require(
        said.isPresent() || !metadata.saysIssuer(),
        "The provider names itself in each answer, but not in this one.");
    require(said.isEmpty() || said.get().equals(issuer), "The answer comes from another provider.");
    Optional<String> error = only(parameters, "error");
    if (error.isPresent()) {
      throw refused(error.get());
    }
    String code = only(parameters, "code").orElse("");
    require(!code.isEmpty(), "The answer of the provider has no code.");
    require(code.length() <= MAX_CODE, "The code is too long.");
    return code;
  }

  private static RefusedSignInException refused(String error) {
    if (DENIALS.contains(error)) {
      return Refusal.denied("The provider says no: " + error + ".");
    }
    return TROUBLES.contains(error)
        ? Refusal.unreachable("The provider has troubles: " + error + ".")
        : Refusal.configuration("The provider does not take our request: " + named(error) + ".");
  }

  /** RFC 6749 section 4.1.2.1 says which characters; it comes by way of the browser. */
  private static String named(String error) {
    return error.matches("[a-z_]{1,64}") ? error : "an error without a proper name";
  }

  private static Optional<String> only(Map<String, List<String>> parameters, String name)
      throws RefusedSignInException {
    List<String> values = parameters.getOrDefault(name, List.of());
    require(
        values.size() <= 1, "The answer of the provider says twice what it says: " + name + ".");
    return values.stream().findFirst();
  }

  private String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException inEveryJava) {
      throw new IllegalStateException(inEveryJava);
    }
  }
}
