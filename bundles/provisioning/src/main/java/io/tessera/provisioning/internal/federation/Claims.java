package io.tessera.provisioning.internal.federation;

import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.SignIn.Absent;
import io.tessera.provisioning.api.admin.SignIn.Authority;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.federation.Outcome.Shown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an identity provider says of a person, in our words. */
final class Claims {
  /** Values of one claim that are looked at; more are left out. */
  private static final int MOST_VALUES = 1000;

  /** How OpenID Connect says that a claim is elsewhere (Core section 5.6.2). */
  private static final String ELSEWHERE = "_claim_names.";

  private final Assertion assertion;
  private final IdentityProvider provider;
  private final List<Said> said = new ArrayList<>();
  private final Set<String> granted = new LinkedHashSet<>();
  private boolean grantsTold;
  private boolean grantsElsewhere;

  /**
   * One attribute.
   *
   * @param values as many as have a place; none when the claim is absent and has no default
   * @param authority empty where nothing changes after the account is made
   */
  record Said(ClaimPath path, List<String> values, Optional<Authority> authority, Absent absent) {}

  Claims(Assertion assertion, IdentityProvider provider, ResourceSchema users) {
    this.assertion = assertion;
    this.provider = provider;
    for (ClaimMapping mapping : provider.mappings().claims()) {
      if (ClaimPath.isGrant(mapping.local())) {
        grants(mapping);
      } else {
        ClaimPath.of(mapping.local(), users).ifPresent(path -> said.add(said(mapping, path)));
      }
    }
  }

  private Said said(ClaimMapping mapping, ClaimPath path) {
    List<String> told = path.fitting(values(mapping.remote()));
    List<String> values =
        told.isEmpty() && !mapping.otherwise().isEmpty() ? List.of(mapping.otherwise()) : told;
    SignIn.Jit jit = provider.signIn().jit();
    Optional<Authority> authority = mapping.authorityIfAny().or(() -> authority(jit.attributes()));
    Absent absent = mapping.absentIfAny().orElse(jit.clearsAbsent() ? Absent.CLEAR : Absent.KEEP);
    return new Said(path, values, path.isGivenOnce() ? Optional.empty() : authority, absent);
  }

  private static Optional<Authority> authority(SignIn.AttributeSync sync) {
    return switch (sync) {
      case OVERRIDE_ALL -> Optional.of(Authority.IDENTITY_PROVIDER);
      case PRESERVE_LOCAL -> Optional.of(Authority.LOCAL);
      case NONE -> Optional.empty();
    };
  }

  private void grants(ClaimMapping mapping) {
    boolean cleared =
        mapping
            .absentIfAny()
            .map(absent -> absent == Absent.CLEAR)
            .orElse(provider.signIn().jit().clearsAbsent());
    grantsTold |= assertion.claims().containsKey(mapping.remote()) || cleared;
    grantsElsewhere |= assertion.claims().containsKey(ELSEWHERE + mapping.remote());
    List<String> told = values(mapping.remote());
    List<String> names =
        told.isEmpty() && !mapping.otherwise().isEmpty() ? List.of(mapping.otherwise()) : told;
    names.forEach(name -> ours(name).ifPresent(granted::add));
  }

  /** The name of ours for one of its roles or groups. */
  private Optional<String> ours(String remote) {
    return provider.mappings().roles().stream()
        .filter(role -> role.remote().equals(remote))
        .map(IdentityProvider.RoleMapping::local)
        .findFirst()
        .or(
            () ->
                provider.mappings().keepsUnmappedRoles() ? Optional.of(remote) : Optional.empty());
  }

  /** The values of a claim by its own name; none when it is absent. */
  List<String> values(String claim) {
    List<String> values = assertion.claims().getOrDefault(claim, List.of());
    return values.size() > MOST_VALUES ? values.subList(0, MOST_VALUES) : values;
  }

  /** The attributes that are said, or could be. */
  List<Said> said() {
    return said;
  }

  /** Names of roles and groups of ours. */
  Set<String> granted() {
    return granted;
  }

  /** Whether a role or group that is not among {@link #granted} is held no more there. */
  boolean tellsAllGrants() {
    return grantsTold && !grantsElsewhere;
  }

  /** Empty when it says none. */
  Optional<String> userName() {
    return said.stream()
        .filter(one -> one.path().isUserName())
        .flatMap(one -> one.values().stream())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /** E-mail addresses it says, in lower case. */
  List<String> emails() {
    return said.stream()
        .filter(one -> one.path().toString().startsWith("emails"))
        .flatMap(one -> one.values().stream())
        .map(address -> address.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  /** The user store that is meant; empty when the claim names one that is no name. */
  String userStore() {
    SignIn.Jit jit = provider.signIn().jit();
    return values(jit.userStoreClaim()).stream()
        .findFirst()
        .map(store -> store.strip().toUpperCase(Locale.ROOT))
        .orElse(jit.userStore());
  }

  /**
   * A user of what is said.
   *
   * @throws UnfitClaimException a value is not of the attribute's type
   */
  Attributes user(String userName) {
    Attributes user = Attributes.builder().put("userName", userName).build();
    for (Said one : said) {
      if (!one.path().isUserName() && !one.values().isEmpty()) {
        user = one.path().with(user, one.values());
      }
    }
    return user;
  }

  /** What an account would be made of, for people to read. */
  List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    for (Said one : said) {
      if (!one.path().isUserName()) {
        one.values().forEach(value -> shown.add(new Shown(one.path().toString(), value)));
      }
    }
    granted.forEach(name -> shown.add(new Shown("groups", name)));
    return shown;
  }

  /** Whether a name is among those that are never granted. */
  boolean isProtected(String name) {
    String folded = Names.fold(name);
    return provider.signIn().jit().protectedGroups().stream()
        .anyMatch(group -> Names.fold(group).equals(folded));
  }
}
