package io.tessera.provisioning.api.admin;

import java.util.List;
import java.util.Set;

/**
 * How people sign in at an identity provider, and what becomes of them here.
 *
 * @param domains of e-mail addresses of those who sign in there: {@code example.org}; for choosing
 *     the provider, never for finding an account
 * @param takesAssertions whether authorised service providers may bring what it has signed
 */
public record SignIn(
    Protocol protocol,
    Oidc oidc,
    Saml saml,
    List<String> domains,
    boolean takesAssertions,
    Jit jit) {
  /** Nobody signs in there. */
  public static final SignIn NONE =
      new SignIn(Protocol.NONE, Oidc.NONE, Saml.NONE, List.of(), false, Jit.DEFAULT);

  public SignIn {
    domains = List.copyOf(domains);
  }

  /** What is spoken. */
  public enum Protocol {
    NONE,
    OIDC,
    SAML
  }

  /**
   * OpenID Connect. The client secret is kept sealed besides.
   *
   * @param issuer https; its discovery document is read unless all three addresses are given
   * @param clientId what it calls us
   * @param authorizationEndpoint empty for what discovery says; so for the others. The key set is
   *     {@link IdentityProvider.Trust#jwksUri}, or what discovery says
   * @param scopes besides {@code openid}
   * @param algorithms one of which its tokens are signed with; of {@link TokenIssuer#ALGORITHMS}
   * @param readsUserInfo whether claims are read from the userinfo endpoint too
   */
  public record Oidc(
      String issuer,
      String clientId,
      String authorizationEndpoint,
      String tokenEndpoint,
      String userInfoEndpoint,
      String endSessionEndpoint,
      List<String> scopes,
      Set<String> algorithms,
      boolean readsUserInfo) {
    public static final Oidc NONE = new Oidc("", "", "", "", "", "", List.of(), Set.of(), false);

    public Oidc {
      scopes = List.copyOf(scopes);
      algorithms = Set.copyOf(algorithms);
    }
  }

  /**
   * SAML 2.0; its keys are {@link IdentityProvider.Trust#certificates}.
   *
   * @param entityId what it calls itself
   * @param signInUrl where AuthnRequests go, by HTTP-Redirect
   * @param signOutUrl where LogoutRequests go; empty for none
   * @param nameIdFormat asked for; only persistent ones, or {@code subjectAttribute}, make links
   * @param subjectAttribute the attribute that names the person for good, in place of the NameID;
   *     empty for the NameID
   */
  public record Saml(
      String entityId,
      String signInUrl,
      String signOutUrl,
      String nameIdFormat,
      String subjectAttribute) {
    public static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    public static final Saml NONE = new Saml("", "", "", PERSISTENT, "");
  }

  /**
   * Accounts made and changed at sign-in.
   *
   * @param enabled when false, only those who are linked are let in, and nothing is changed
   * @param userStore where accounts are made
   * @param userStoreClaim the claim that names the user store instead; empty for none
   * @param attributes what becomes of attributes at later sign-ins
   * @param groups what becomes of groups and roles at later sign-ins
   * @param clearsAbsent whether an attribute it has set and no longer tells is cleared; kept
   *     otherwise. A claim mapping may say otherwise
   * @param lookups how an account that is there already is found for a first link; none for never
   * @param protectedGroups groups and roles it never grants, by name
   * @param failsClosed whether nobody is let in whose required targets do not know them
   */
  public record Jit(
      boolean enabled,
      Scheme scheme,
      String userStore,
      String userStoreClaim,
      AttributeSync attributes,
      GroupSync groups,
      boolean clearsAbsent,
      List<Lookup> lookups,
      List<String> protectedGroups,
      boolean failsClosed) {
    public static final Jit DEFAULT =
        new Jit(
            false,
            Scheme.SILENT,
            "PRIMARY",
            "",
            AttributeSync.PRESERVE_LOCAL,
            GroupSync.MERGE,
            false,
            List.of(),
            List.of(),
            false);

    public Jit {
      lookups = List.copyOf(lookups);
      protectedGroups = List.copyOf(protectedGroups);
    }
  }

  /** What a person is asked before their account is made. */
  public enum Scheme {
    SILENT,
    CONSENT,
    USER_NAME,
    USER_NAME_AND_PASSWORD
  }

  /** What becomes of attributes at later sign-ins. */
  public enum AttributeSync {
    /** What it maps is as it says. */
    OVERRIDE_ALL,
    /** Nothing changes after the account is made. */
    NONE,
    /** It changes what it has set itself and nobody has changed since, and fills what is empty. */
    PRESERVE_LOCAL
  }

  /** Whose word counts for an attribute of an account that is there. */
  public enum Authority {
    /** The identity provider's: {@link AttributeSync#OVERRIDE_ALL} for one attribute. */
    IDENTITY_PROVIDER,
    /** Whoever changed it here: {@link AttributeSync#PRESERVE_LOCAL} for one attribute. */
    LOCAL,
    /** The service providers': sign-in sets it when it makes the account, and never again. */
    SCIM_CLIENT
  }

  /**
   * What becomes of an attribute that sign-in has set and the identity provider tells no longer.
   */
  public enum Absent {
    KEEP,
    CLEAR
  }

  /** What becomes of groups and roles at later sign-ins. Only those it gave are ever taken away. */
  public enum GroupSync {
    /** It has those it says; those given by sign-in before go. */
    OVERRIDE,
    /** Those it says are added. */
    MERGE,
    /** As {@code OVERRIDE}, but what a person was given by hand is never touched. */
    KEEP_MANUAL
  }

  /**
   * Finds an account that is there by a key that never changes and is nobody else's.
   *
   * @param claim the one that has the key
   * @param attribute path of ours: {@code externalId}, {@code
   *     urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber}; never e-mail
   */
  public record Lookup(String claim, String attribute) {}
}
