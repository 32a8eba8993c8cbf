package io.tessera.provisioning.internal.configuration;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.Accounts;
import io.tessera.provisioning.api.admin.IdentityProvider.Mappings;
import io.tessera.provisioning.api.admin.IdentityProvider.ProvisionedAttribute;
import io.tessera.provisioning.api.admin.IdentityProvider.Trust;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What has to be right about an identity provider. All that is wrong is said at once. */
final class IdentityProviderCheck {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_TEXT = 1024;
  private static final int MAX_CERTIFICATES = 16;
  private static final int MAX_ENTRIES = 2000;

  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param present what is configured besides
   * @throws RejectedException with each field at fault
   */
  static void of(IdentityProvider provider, Snapshot present) {
    IdentityProviderCheck check = new IdentityProviderCheck();
    check.names(provider);
    check.trust(provider.trust());
    check.mappings(provider.mappings());
    check.accounts(provider, present);
    new SignInCheck(provider, present, check::problem).run();
    if (!check.problems.isEmpty()) {
      throw new RejectedException(check.problems);
    }
  }

  private void names(IdentityProvider provider) {
    if (!NAME.matcher(provider.name()).matches()) {
      problem("name", "lower-case letters, digits and dashes are expected, 63 characters at most.");
    }
    text("displayName", provider.displayName());
    text("description", provider.description());
  }

  private void trust(Trust trust) {
    text("homeRealmId", trust.homeRealmId());
    text("alias", trust.alias());
    few("certificates", trust.certificates(), MAX_CERTIFICATES);
    for (int i = 0; i < trust.certificates().size(); i++) {
      String place = "certificates[" + i + "]";
      PemCertificate.fault(trust.certificates().get(i)).ifPresent(fault -> problem(place, fault));
    }
    if (!trust.jwksUri().isEmpty() && !WebAddress.isSafe(trust.jwksUri())) {
      problem("jwksUri", WebAddress.EXPECTED);
    }
  }

  private void mappings(Mappings mappings) {
    few("claimMappings", mappings.claims(), MAX_ENTRIES);
    Set<String> claims = new HashSet<>();
    for (int i = 0; i < mappings.claims().size(); i++) {
      var claim = mappings.claims().get(i);
      String place = "claimMappings[" + i + "]";
      needed(place + ".remote", claim.remote());
      needed(place + ".local", claim.local());
      text(place + ".default", claim.otherwise());
      once(place + ".local", claim.local(), claims);
    }
    few("roleMappings", mappings.roles(), MAX_ENTRIES);
    Set<String> roles = new HashSet<>();
    for (int i = 0; i < mappings.roles().size(); i++) {
      var role = mappings.roles().get(i);
      String place = "roleMappings[" + i + "]";
      needed(place + ".remote", role.remote());
      needed(place + ".local", role.local());
      once(place + ".remote", role.remote(), roles);
    }
  }

  private void accounts(IdentityProvider provider, Snapshot present) {
    Accounts accounts = provider.accounts();
    few("provisioningRoles", accounts.provisioningRoles(), MAX_ENTRIES);
    Set<String> roles = new HashSet<>();
    for (int i = 0; i < accounts.provisioningRoles().size(); i++) {
      String place = "provisioningRoles[" + i + "]";
      needed(place, accounts.provisioningRoles().get(i));
      once(place, accounts.provisioningRoles().get(i), roles);
    }
    few("provisionedAttributes", accounts.attributes(), MAX_ENTRIES);
    Set<String> attributes = new HashSet<>();
    for (int i = 0; i < accounts.attributes().size(); i++) {
      ProvisionedAttribute attribute = accounts.attributes().get(i);
      String place = "provisionedAttributes[" + i + "]";
      needed(place + ".attribute", attribute.attribute());
      text(place + ".default", attribute.otherwise());
      once(place + ".attribute", attribute.attribute().toLowerCase(Locale.ROOT), attributes);
    }
    IdentifierPattern.fault(accounts.identifier().pattern())
        .ifPresent(fault -> problem("identifierPattern", fault));
    if (accounts.identifier().separator().length() > 8) {
      problem("identifierSeparator", "at most 8 characters are expected.");
    }
    needed("tenantDomain", accounts.identifier().tenant());
    defaultTarget(provider.id(), accounts.defaultTarget(), present);
  }

  /** One that is not there yet may come: a file names the provider before its targets. */
  private void defaultTarget(UUID provider, String name, Snapshot present) {
    Predicate<TargetConfiguration> isOthers =
        target ->
            present
                .identityProvider(target.target().identityProvider())
                .filter(owner -> owner.id().equals(provider))
                .isEmpty();
    text("defaultTarget", name);
    if (present.target(name).filter(isOthers).isPresent()) {
      problem("defaultTarget", "\"" + name + "\" is a target of another identity provider.");
    }
  }

  private void few(String field, List<?> given, int max) {
    if (given.size() > max) {
      problem(field, "at most " + max + " are expected.");
    }
  }

  private void text(String field, String text) {
    if (text.length() > MAX_TEXT) {
      problem(field, "at most " + MAX_TEXT + " characters are expected.");
    }
  }

  private void needed(String field, String text) {
    if (text.isBlank()) {
      problem(field, "a text is expected.");
    }
    text(field, text);
  }

  private void once(String field, String text, Set<String> seen) {
    if (!text.isBlank() && !seen.add(text)) {
      problem(field, "\"" + text + "\" is there twice.");
    }
  }

  private void problem(String field, String detail) {
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(field), field + ": " + detail));
  }
}
