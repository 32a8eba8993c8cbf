package io.tessera.provisioning.api.admin;

import java.util.List;
import java.util.UUID;

/**
 * A party we trust; carries targets, later also federated sign-in.
 *
 * @param name unique, for files and commands: lower-case letters, digits, dashes
 * @param enabled when false, changes are not sent to its targets
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
    long version) {

  /** As an operator says it. */
  public static IdentityProvider of(UUID id, Draft draft, long version) {
    return new IdentityProvider(
        id,
        draft.name(),
        draft.displayName(),
        draft.description(),
        draft.enabled(),
        draft.trust(),
        draft.mappings(),
        draft.accounts(),
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
        version + 1);
  }

  /** What an operator says about one. */
  public record Draft(
      String name,
      String displayName,
      String description,
      boolean enabled,
      Trust trust,
      Mappings mappings,
      Accounts accounts) {

    /** With nothing but names. */
    public Draft(String name, String displayName, boolean enabled) {
      this(name, displayName, "", enabled, Trust.NONE, Mappings.NONE, Accounts.DEFAULT);
    }
  }

  /**
   * How it is known, and its word is proved.
   *
   * @param homeRealmId what callers say to mean it; several with commas; empty for none
   * @param alias what it calls us in the tokens it issues; empty for none
   * @param certificates X.509 in PEM, each with its frame, of the keys it signs with
   * @param jwksUri https, where its keys are published; empty when they are not
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
   */
  public record ClaimMapping(String remote, String local, String otherwise) {}

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
