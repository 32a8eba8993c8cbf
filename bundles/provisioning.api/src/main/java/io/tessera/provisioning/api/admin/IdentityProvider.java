package io.tessera.provisioning.api.admin;

import io.tessera.crypto.Secret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A party we trust; people sign in there, and it carries targets.
 *
 * @param name unique, for files and commands: lower-case letters, digits, dashes
 * @param enabled when false, nobody signs in there and changes are not sent to its targets
 * @param clientSecretSet whether there is a secret we prove ourselves with there
 * @param version one more with each change
 */
public record IdentityProvider(
    UUID id,
    String name,
    String displayName,
    String description,
    boolean enabled,
    Trust trust,
    Mappings mappings,
    Accounts accounts,
    SignIn signIn,
    boolean clientSecretSet,
    long version) {

  /**
   * As an operator says it.
   *
   * @param clientSecretSet whether there is one already; a draft that says nothing of it keeps it
   */
  public static IdentityProvider of(UUID id, Draft draft, boolean clientSecretSet, long version) {
    boolean secret =
        draft.signIn().protocol() == SignIn.Protocol.OIDC
            && draft
                .clientSecretIfAny()
                .map(given -> !given.reveal().isEmpty())
                .orElse(clientSecretSet);
    return new IdentityProvider(
        id,
        draft.name(),
        draft.displayName(),
        draft.description(),
        draft.enabled(),
        draft.trust(),
        draft.mappings(),
        draft.accounts(),
        draft.signIn(),
        secret,
        version);
  }

  /** The next version, with another default target. */
  public IdentityProvider withDefaultTarget(String target) {
    return new IdentityProvider(
        id,
        name,
        displayName,
        description,
        enabled,
        trust,
        mappings,
        new Accounts(
            accounts.provisioningRoles(), accounts.attributes(), accounts.identifier(), target),
        signIn,
        clientSecretSet,
        version + 1);
  }

  /**
   * What an operator says about one.
   *
   * @param clientSecret what we prove ourselves with at an OpenID provider; null keeps the one that
   *     is there, an empty one forgets it
   */
  public record Draft(
      String name,
      String displayName,
      String description,
      boolean enabled,
      Trust trust,
      Mappings mappings,
      Accounts accounts,
      SignIn signIn,
      @Nullable Secret clientSecret) {

    /** With nothing but names. */
    public Draft(String name, String displayName, boolean enabled) {
      this(
          name,
          displayName,
          "",
          enabled,
          Trust.NONE,
          Mappings.NONE,
          Accounts.DEFAULT,
          SignIn.NONE,
          null);
    }

    public Optional<Secret> clientSecretIfAny() {
      return Optional.ofNullable(clientSecret);
    }
  }

  /**
   * How it is known, and its word is proved.
   *
   * @param homeRealmId what callers say to mean it; several with commas; empty for none
   * @param alias what it calls us in the tokens it issues; empty for none
   * @param certificates X.509 in PEM, each with its frame, of the keys it signs with
   * @param jwksUri where its keys are published: https, or http on this host; empty when they are
   *     not
   */
  public record Trust(String homeRealmId, String alias, List<String> certificates, String jwksUri) {
    public static final Trust NONE = new Trust("", "", List.of(), "");

    public Trust {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * Its words for ours.
   *
   * @param keepsUnmappedRoles whether a role that is not in the list stays as it is; dropped
   *     otherwise
   */
  public record Mappings(
      List<ClaimMapping> claims, List<RoleMapping> roles, boolean keepsUnmappedRoles) {
    public static final Mappings NONE = new Mappings(List.of(), List.of(), false);

    public Mappings {
      claims = List.copyOf(claims);
      roles = List.copyOf(roles);
    }
  }

  /**
   * One attribute of a person.
   *
   * @param remote its name there
   * @param local path of ours: {@code name.familyName}
   * @param otherwise the value where it says none; empty for none
   * @param authority whose word counts after the account is made; null for what {@link
   *     SignIn.Jit#attributes} says
   * @param absent what becomes of it when it is no longer told; null for what {@link
   *     SignIn.Jit#clearsAbsent} says
   */
  public record ClaimMapping(
      String remote,
      String local,
      String otherwise,
      SignIn.@Nullable Authority authority,
      SignIn.@Nullable Absent absent) {

    /** As the identity provider's sign-in says it for all. */
    public ClaimMapping(String remote, String local, String otherwise) {
      this(remote, local, otherwise, null, null);
    }

    public Optional<SignIn.Authority> authorityIfAny() {
      return Optional.ofNullable(authority);
    }

    public Optional<SignIn.Absent> absentIfAny() {
      return Optional.ofNullable(absent);
    }
  }

  /** One role: its name there, and ours. */
  public record RoleMapping(String remote, String local) {}

  /**
   * The accounts at its targets.
   *
   * @param provisioningRoles names of roles or groups; when there are any, only those who hold one
   *     get accounts
   * @param attributes what accounts carry at most; empty for all that the policy maps give
   * @param defaultTarget name of the one that is meant when only it is named; empty for none
   */
  public record Accounts(
      List<String> provisioningRoles,
      List<ProvisionedAttribute> attributes,
      Identifier identifier,
      String defaultTarget) {
    public static final Accounts DEFAULT =
        new Accounts(List.of(), List.of(), Identifier.DEFAULT, "");

    public Accounts {
      provisioningRoles = List.copyOf(provisioningRoles);
      attributes = List.copyOf(attributes);
    }
  }

  /**
   * An attribute of an account.
   *
   * @param attribute its name in the target
   * @param otherwise the value where the policy map gives none; empty for none
   */
  public record ProvisionedAttribute(String attribute, String otherwise) {}

  /**
   * How the identifier of an account is put together, for those who come from WSO2.
   *
   * @param pattern {@code {UN}}: UD is the user store, UN the user name, TD the tenant, IDP the
   *     name of the identity provider
   * @param separator between the parts
   * @param tenant what TD stands for
   */
  public record Identifier(String pattern, String separator, String tenant) {
    public static final Identifier DEFAULT = new Identifier("{UN}", "_", "carbon.super");
  }
}
