package io.tessera.federation.oidc.internal;

import static io.tessera.federation.oidc.internal.Refusal.require;

import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.jose.Outside;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in at OpenID providers: authorization code flow with PKCE, nonce and the provider's
 * discovery document (OpenID Connect Core 1.0, Discovery 1.0, RP-Initiated Logout 1.0; RFC 7636,
 * RFC 9207).
 */
@Component(service = SignInProtocol.class, configurationPid = "io.tessera.federation.oidc")
@Designate(ocd = OpenIdConnect.Config.class)
public final class OpenIdConnect implements SignInProtocol {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdConnect.class);
  private static final int MAX_TOKEN_ID = 255;

  /** It goes into an address, and many servers take no more than 8 KiB of one. */
  private static final int MAX_HINT = 4096;

  private final Outside outside;
  private final ProviderDocuments documents;
  private final SigningKeys keys;
  private final Authorization authorization = new Authorization(new SecureRandom());
  private final TokenEndpoint tokens;
  private final UserInfo userInfo;
  private final ClaimsCheck check;

  /** Which providers may be asked. */
  @ObjectClassDefinition(name = "Sign-in at OpenID providers")
  public @interface Config {
    @AttributeDefinition(
        description =
            "Hosts of providers that may be on this machine or on a link of it; others may not")
    String[] localHosts() default {};
  }

  @Activate
  public OpenIdConnect(Config config) {
    this(new Outside(config.localHosts()), Clock.systemUTC(), System::nanoTime);
  }

  OpenIdConnect(Outside outside, Clock clock, LongSupplier nanoTime) {
    this.outside = outside;
    this.documents = new ProviderDocuments(outside, nanoTime);
    this.keys = new SigningKeys(documents);
    this.tokens = new TokenEndpoint(outside);
    this.userInfo = new UserInfo(outside);
    this.check = new ClaimsCheck(clock);
  }

  @Override
  public SignIn.Protocol name() {
    return SignIn.Protocol.OIDC;
  }

  @Override
  public Departure depart(Party party, String state) throws RefusedSignInException {
    requireSettings(party);
    URI endpoint =
        documents
            .metadata(party.provider())
            .authorization()
            .orElseThrow(() -> Refusal.configuration("There is no authorization endpoint."));
    if (!outside.isFit(endpoint)) {
      throw Refusal.configuration("The authorization endpoint does not begin with https://.");
    }
    return authorization.request(endpoint, party, state);
  }

  @Override
  public Assertion arrive(
      Party party, Map<String, String> remembered, Map<String, List<String>> parameters)
      throws RefusedSignInException {
    requireSettings(party);
    String nonce = remembered.getOrDefault(Authorization.NONCE, "");
    String verifier = remembered.getOrDefault(Authorization.VERIFIER, "");
    require(!nonce.isEmpty() && !verifier.isEmpty(), "There is no sign-in that this answers.");
    IdentityProvider provider = party.provider();
    SignIn.Oidc oidc = provider.signIn().oidc();
    Metadata metadata = documents.metadata(provider);
    String code = Authorization.code(parameters, oidc.issuer(), metadata);
    TokenEndpoint.Tokens given = tokens.exchange(metadata, party, code, verifier);
    IdToken token = keys.opened(SignedToken.read(given.id(), oidc), provider);
    check.requireAnswer(token.claims(), oidc.issuer(), oidc.clientId(), nonce);
    check.requireHash(token, given.access());
    return assertion(
        provider,
        token,
        oidc.readsUserInfo()
            ? userInfo.added(token.claims(), metadata, given.access())
            : token.claims());
  }

  @Override
  public Verified verify(Party party, String document) throws RefusedSignInException {
    requireSettings(party);
    IdentityProvider provider = party.provider();
    SignIn.Oidc oidc = provider.signIn().oidc();
    IdToken token = keys.opened(SignedToken.read(document, oidc), provider);
    check.requireSound(token.claims(), oidc.issuer(), audiences(party, token));
    check.requireNoAccessToken(token.claims());
    return new Verified(
        assertion(provider, token, token.claims()),
        id(token, oidc.issuer()),
        ClaimsCheck.expires(token.claims()));
  }

  /**
   * What we may be called in a token that somebody brings: alias, entity id, or client id. With a
   * nonce and our client id it is an answer to our own request, which has been taken already and
   * went through a browser when signing out.
   */
  private static Set<String> audiences(Party party, IdToken token) {
    boolean isAnswer = token.claims().get("nonce").isPresent();
    IdentityProvider provider = party.provider();
    String clientId = provider.signIn().oidc().clientId();
    return Stream.of(provider.trust().alias(), party.entityId(), clientId)
        .filter(name -> !name.isEmpty() && !(isAnswer && name.equals(clientId)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<Departure> signOut(Party party, Assertion assertion, URI comeBack) {
    try {
      requireSettings(party);
      return documents
          .metadata(party.provider())
          .endSession()
          .filter(outside::isFit)
          .map(endpoint -> signOut(endpoint, party, assertion, comeBack));
    } catch (RefusedSignInException away) {
      LOG.warn(
          "identity provider {}: nobody is signed out there: {}",
          party.provider().name(),
          away.getMessage());
      return Optional.empty();
    }
  }

  private static Departure signOut(URI endpoint, Party party, Assertion assertion, URI comeBack) {
    Form form = new Form().with("client_id", party.provider().signIn().oidc().clientId());
    assertion.session().ifPresent(token -> form.with("id_token_hint", token));
    form.with("post_logout_redirect_uri", comeBack.toString());
    return new Departure(form.behind(endpoint), Map.of());
  }

  private Assertion assertion(IdentityProvider provider, IdToken token, Attributes claims)
      throws RefusedSignInException {
    return new Assertion(
        provider.id(),
        provider.signIn().oidc().issuer(),
        ClaimsCheck.subject(token.claims()),
        ClaimTexts.of(claims),
        check.authenticated(token.claims()),
        Optional.of(token.text()).filter(hint -> hint.length() <= MAX_HINT));
  }

  private static void requireSettings(Party party) throws RefusedSignInException {
    SignIn signIn = party.provider().signIn();
    if (signIn.protocol() != SignIn.Protocol.OIDC) {
      throw Refusal.configuration("Nobody signs in at the provider by OpenID Connect.");
    }
    SignIn.Oidc oidc = signIn.oidc();
    if (oidc.issuer().isEmpty() || oidc.clientId().isEmpty()) {
      throw Refusal.configuration("The provider has no issuer, or no client id for us.");
    }
  }

  /**
   * Of {@code jti}, or of all that is signed: not of the signature, of which several may be right
   * for one text.
   */
  private static String id(IdToken token, String issuer) {
    String own = token.claims().text("jti").filter(id -> id.length() <= MAX_TOKEN_ID).orElse("");
    String named = own.isEmpty() ? "text " + token.signedText() : own;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((issuer + "\n" + named).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException inEveryJava) {
      throw new IllegalStateException(inEveryJava);
    }
  }
}
