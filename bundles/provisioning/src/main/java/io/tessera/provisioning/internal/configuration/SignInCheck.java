package io.tessera.provisioning.internal.configuration;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Lookup;
import io.tessera.provisioning.api.admin.SignIn.Oidc;
import io.tessera.provisioning.api.admin.SignIn.Protocol;
import io.tessera.provisioning.api.admin.SignIn.Saml;
import io.tessera.provisioning.api.admin.SignIn.Scheme;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.internal.federation.ClaimPath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What has to be right about how people sign in at an identity provider. */
final class SignInCheck {
  private static final int MAX_TEXT = 1024;
  private static final int MAX_DOMAINS = 200;
  private static final int MAX_SCOPES = 50;
  private static final int MAX_LOOKUPS = 10;
  private static final int MAX_GROUPS = 1000;
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
          Pattern.CASE_INSENSITIVE);

  /** RFC 6749 section 3.3. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}");

  /** Words the addresses of signing in begin with, where names of identity providers stand too. */
  private static final Set<String> WORDS =
      Set.of("me", "answers", "authorize", "token", "jwks", "sign-out", "return", "style");

  /** Unique or not, they can become somebody else's. */
  private static final Set<String> CHANGEABLE =
      Set.of("username", "emails", "displayname", "phonenumbers", "nickname");

  private final IdentityProvider provider;
  private final Snapshot present;
  private final BiConsumer<String, String> problem;

  /**
   * @param problem gets each place at fault, and what is wrong there
   */
  SignInCheck(IdentityProvider provider, Snapshot present, BiConsumer<String, String> problem) {
    this.provider = provider;
    this.present = present;
    this.problem = problem;
  }

  void run() {
    SignIn signIn = provider.signIn();
    if (signIn.protocol() == Protocol.NONE) {
      if (signIn.takesAssertions()) {
        fault("takesAssertions", "say by protocol what they are.");
      }
      return;
    }
    if (signIn.protocol() == Protocol.OIDC) {
      oidc(signIn.oidc());
    } else {
      saml(signIn.saml());
    }
    if (WORDS.contains(provider.name())) {
      problem.accept(
          "name", "\"" + provider.name() + "\" is a word of signing in; choose another.");
    }
    domains(signIn.domains());
    realms();
    jit(signIn.jit());
  }

  private void oidc(Oidc oidc) {
    address("oidc.issuer", oidc.issuer());
    if (oidc.issuer().contains("?")) {
      fault("oidc.issuer", "an issuer has no query (OpenID Connect Discovery, section 3).");
    }
    needed("oidc.clientId", oidc.clientId());
    addressIfAny("oidc.authorizationEndpoint", oidc.authorizationEndpoint());
    addressIfAny("oidc.tokenEndpoint", oidc.tokenEndpoint());
    addressIfAny("oidc.userInfoEndpoint", oidc.userInfoEndpoint());
    addressIfAny("oidc.endSessionEndpoint", oidc.endSessionEndpoint());
    if (oidc.scopes().size() > MAX_SCOPES
        || !oidc.scopes().stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
      fault("oidc.scopes", "at most " + MAX_SCOPES + " words are expected.");
    }
    Set<String> others = new TreeSet<>(oidc.algorithms());
    others.removeAll(TokenIssuer.ALGORITHMS);
    if (oidc.algorithms().isEmpty() || !others.isEmpty()) {
      fault(
          "oidc.algorithms",
          "some of " + String.join(", ", new TreeSet<>(TokenIssuer.ALGORITHMS)) + " are expected.");
    }
  }

  private void saml(Saml saml) {
    needed("saml.entityId", saml.entityId());
    address("saml.signInUrl", saml.signInUrl());
    addressIfAny("saml.signOutUrl", saml.signOutUrl());
    text("saml.subjectAttribute", saml.subjectAttribute());
    if (!saml.nameIdFormat().startsWith("urn:oasis:names:tc:SAML:")
        || saml.nameIdFormat().length() > MAX_TEXT) {
      fault("saml.nameIdFormat", "a format of SAML is expected: " + Saml.PERSISTENT + ".");
    } else if (!saml.nameIdFormat().equals(Saml.PERSISTENT) && saml.subjectAttribute().isEmpty()) {
      fault(
          "saml.subjectAttribute",
          "name the attribute that never changes: only persistent NameIDs do without.");
    }
    if (provider.trust().certificates().isEmpty()) {
      problem.accept("certificates", "at least one is expected: SAML is signed.");
    }
  }

  private void domains(List<String> domains) {
    if (domains.size() > MAX_DOMAINS) {
      fault("domains", "at most " + MAX_DOMAINS + " are expected.");
    }
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < domains.size(); i++) {
      String domain = domains.get(i);
      String place = "domains[" + i + "]";
      if (!DOMAIN.matcher(domain).matches()) {
        fault(place, "a domain is expected: example.org.");
      } else if (!seen.add(domain)) {
        fault(place, "\"" + domain + "\" is there twice.");
      } else {
        others()
            .filter(o -> o.signIn().domains().stream().anyMatch(domain::equalsIgnoreCase))
            .findFirst()
            .ifPresent(o -> fault(place, "\"" + domain + "\" is of " + o.name() + " already."));
      }
    }
  }

  /** Two providers that are meant by one word would be a guess. */
  private void realms() {
    for (String realm : realms(provider)) {
      others()
          .filter(other -> realms(other).contains(realm))
          .findFirst()
          .ifPresent(
              other ->
                  problem.accept(
                      "homeRealmId", "\"" + realm + "\" is of " + other.name() + " already."));
    }
  }

  /** The words a provider is meant by, in lower case. */
  static List<String> realms(IdentityProvider provider) {
    return Arrays.stream(provider.trust().homeRealmId().split(",", -1))
        .map(realm -> realm.strip().toLowerCase(Locale.ROOT))
        .filter(realm -> !realm.isEmpty())
        .distinct()
        .toList();
  }

  private Stream<IdentityProvider> others() {
    return present.identityProviders().stream()
        .filter(other -> !other.id().equals(provider.id()))
        .filter(other -> other.signIn().protocol() != Protocol.NONE);
  }

  private void jit(Jit jit) {
    if (present.userStore(jit.userStore()).isEmpty()) {
      fault("jit.userStore", "there is no user store \"" + jit.userStore() + "\".");
    }
    text("jit.userStoreClaim", jit.userStoreClaim());
    boolean silent = jit.scheme() == Scheme.SILENT || jit.scheme() == Scheme.CONSENT;
    if (jit.enabled() && silent && !mapsUserName()) {
      fault("jit.scheme", "it asks for no user name: map a claim to userName, or let it ask.");
    }
    if (jit.enabled()) {
      claims();
    }
    lookups(jit.lookups());
    if (jit.protectedGroups().size() > MAX_GROUPS) {
      fault("jit.protectedGroups", "at most " + MAX_GROUPS + " are expected.");
    }
    jit.protectedGroups().forEach(group -> needed("jit.protectedGroups", group));
  }

  private boolean mapsUserName() {
    return provider.mappings().claims().stream()
        .anyMatch(claim -> claim.local().equalsIgnoreCase("userName"));
  }

  private void claims() {
    ResourceSchema users = present.schema(ResourceType.USER);
    for (int i = 0; i < provider.mappings().claims().size(); i++) {
      String local = provider.mappings().claims().get(i).local();
      String place = "claimMappings[" + i + "].local";
      ClaimPath.fault(local, users).ifPresent(fault -> problem.accept(place, fault));
    }
  }

  private void lookups(List<Lookup> lookups) {
    if (lookups.size() > MAX_LOOKUPS) {
      fault("jit.lookups", "at most " + MAX_LOOKUPS + " are expected.");
    }
    for (int i = 0; i < lookups.size(); i++) {
      String place = "jit.lookups[" + i + "]";
      needed(place + ".claim", lookups.get(i).claim());
      lookupFault(lookups.get(i).attribute())
          .ifPresent(fault -> fault(place + ".attribute", fault));
    }
  }

  private Optional<String> lookupFault(String written) {
    ResourceSchema users = present.schema(ResourceType.USER);
    Optional<AttributePath> path = users.resolve(written);
    Optional<AttributeDefinition> attribute = path.flatMap(users::definition);
    if (path.isEmpty() || attribute.isEmpty()) {
      return Optional.of("users have no attribute \"" + written + "\".");
    }
    if (CHANGEABLE.contains(path.get().name().toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "\""
              + written
              + "\" can become somebody else's; look accounts up by a key that never"
              + " changes: externalId, employeeNumber, or one a schema marks as unique.");
    }
    boolean key =
        path.get().name().equals("externalId")
            || path.get().name().equals("employeeNumber")
            || attribute.get().uniqueness() != AttributeDefinition.Uniqueness.NONE;
    boolean searchable = !attribute.get().multiValued() && !attribute.get().isComplex();
    return key && searchable && !path.get().name().equals("id")
        ? Optional.empty()
        : Optional.of(
            "externalId, employeeNumber, or an attribute that a schema marks as unique is"
                + " expected.");
  }

  private void address(String field, String text) {
    if (!WebAddress.isSafe(text)) {
      fault(field, WebAddress.EXPECTED);
    }
  }

  private void addressIfAny(String field, String text) {
    if (!text.isEmpty()) {
      address(field, text);
    }
  }

  private void needed(String field, String text) {
    if (text.isBlank()) {
      fault(field, "a text is expected.");
    }
    text(field, text);
  }

  private void text(String field, String text) {
    if (text.length() > MAX_TEXT) {
      fault(field, "at most " + MAX_TEXT + " characters are expected.");
    }
  }

  private void fault(String field, String detail) {
    problem.accept("signIn." + field, detail);
  }
}
