package io.tessera.provisioning.internal.callers;

import static io.tessera.model.Problem.Kind.FORBIDDEN;
import static io.tessera.model.Problem.Kind.UNIQUENESS;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;

import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Subject;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.WebAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is refused of a service provider. */
final class ServiceProviderCheck {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern THUMBPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final int MAX_DESCRIPTION = 1024;
  private static final int MAX_SUBJECTS = 100;
  private static final int MAX_SUBJECT = 512;
  private static final int MAX_CERTIFICATES = 20;
  private static final int MAX_REDIRECT_URIS = 20;

  private ServiceProviderCheck() {}

  /** The draft as it is kept. */
  static ServiceProvider checked(
      Caller caller, UUID id, long version, ServiceProvider.Draft draft, Snapshot configuration) {
    if (!NAME.matcher(draft.name()).matches()) {
      throw invalid(
          "name", "lower-case letters, digits and dashes are expected, 63 characters at most.");
    }
    if (draft.name().equals(Caller.RESIDENT)) {
      throw RejectedException.at(
          UNIQUENESS, AttributePath.of("name"), "name: " + Caller.RESIDENT + " is always there.");
    }
    String description = description(draft);
    requireHeld(caller, draft.scopes());
    String userStore = draft.userStore().toUpperCase(Locale.ROOT);
    if (configuration.userStore(userStore).isEmpty()) {
      throw invalid("userStore", "there is no user store \"" + draft.userStore() + "\".");
    }
    requireOwnSubjects(id, draft, configuration);
    requireTargets(draft.outbound(), configuration);
    return new ServiceProvider(
        id,
        draft.name(),
        description,
        draft.enabled(),
        userStore,
        draft.scopes(),
        draft.secretsAllowed(),
        draft.subjects(),
        thumbprints(draft.certificates()),
        redirectUris(draft.redirectUris()),
        draft.outbound(),
        version);
  }

  /** Whoever could give more than they have would have it. */
  static void requireHeld(Caller caller, Set<Permission> scopes) {
    Set<String> missing =
        scopes.stream()
            .filter(scope -> !caller.may(scope))
            .map(Permission::key)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!missing.isEmpty()) {
      throw RejectedException.of(
          FORBIDDEN,
          "You do not have these permissions yourself: " + String.join(", ", missing) + ".");
    }
  }

  private static void requireOwnSubjects(
      UUID id, ServiceProvider.Draft draft, Snapshot configuration) {
    if (draft.subjects().size() > MAX_SUBJECTS) {
      throw invalid("subjects", "at most " + MAX_SUBJECTS + " are expected.");
    }
    for (Subject subject : draft.subjects()) {
      if (subject.subject().isBlank() || subject.subject().length() > MAX_SUBJECT) {
        throw invalid(
            "subjects", "each needs a subject of at most " + MAX_SUBJECT + " characters.");
      }
      if (configuration.serviceProviders().issuer(subject.issuer()).isEmpty()) {
        throw invalid("subjects", "there is no token issuer \"" + subject.issuer() + "\".");
      }
      configuration
          .serviceProviders()
          .bySubject(subject)
          .filter(other -> !other.provider().id().equals(id))
          .ifPresent(
              other -> {
                throw RejectedException.at(
                    UNIQUENESS,
                    AttributePath.of("subjects"),
                    "subjects: "
                        + subject.subject()
                        + " of "
                        + subject.issuer()
                        + " is the service provider "
                        + other.provider().name()
                        + ".");
              });
    }
  }

  /** Of the one that is always there, only what becomes of what it writes can be said. */
  static ServiceProvider checkedResident(
      ServiceProvider.Draft draft, long version, Snapshot configuration) {
    ServiceProvider resident = ServiceProvider.RESIDENT;
    if (!draft.name().equals(resident.name())) {
      throw invalid("name", "it cannot change.");
    }
    if (!draft.enabled()) {
      throw invalid("enabled", "who signs in as themselves cannot be switched off here.");
    }
    if (!draft.userStore().equalsIgnoreCase(resident.userStore())) {
      throw invalid("userStore", "it is " + resident.userStore() + ".");
    }
    requireNone("scopes", draft.scopes());
    requireNone("subjects", draft.subjects());
    requireNone("certificates", draft.certificates());
    requireNone("redirectUris", draft.redirectUris());
    requireTargets(draft.outbound(), configuration);
    return new ServiceProvider(
        resident.id(),
        resident.name(),
        draft.description().isBlank() ? resident.description() : description(draft),
        true,
        resident.userStore(),
        Set.of(),
        false,
        List.of(),
        Set.of(),
        Set.of(),
        draft.outbound(),
        version);
  }

  private static void requireNone(String field, Collection<?> given) {
    if (!given.isEmpty()) {
      throw invalid(field, "none are expected: its callers sign in as themselves.");
    }
  }

  private static String description(ServiceProvider.Draft draft) {
    if (draft.description().length() > MAX_DESCRIPTION) {
      throw invalid("description", "at most " + MAX_DESCRIPTION + " characters are expected.");
    }
    return draft.description();
  }

  private static void requireTargets(ServiceProvider.Outbound outbound, Snapshot configuration) {
    Set<String> seen = new HashSet<>();
    for (ServiceProvider.Entry entry : outbound.entries()) {
      if (configuration.target(entry.target()).isEmpty()) {
        throw invalid("targets", "there is no target \"" + entry.target() + "\".");
      }
      if (!seen.add(entry.target())) {
        throw invalid("targets", entry.target() + " is there twice.");
      }
    }
    if (outbound.mode() == ServiceProvider.Mode.PERSIST && !outbound.entries().isEmpty()) {
      throw invalid("targets", "none are expected where nothing is provisioned on.");
    }
  }

  private static Set<String> redirectUris(Set<String> given) {
    if (given.size() > MAX_REDIRECT_URIS) {
      throw invalid("redirectUris", "at most " + MAX_REDIRECT_URIS + " are expected.");
    }
    if (!given.stream().allMatch(WebAddress::isSafe)) {
      throw invalid("redirectUris", WebAddress.EXPECTED);
    }
    return given;
  }

  private static Set<String> thumbprints(Set<String> given) {
    if (given.size() > MAX_CERTIFICATES) {
      throw invalid("certificates", "at most " + MAX_CERTIFICATES + " are expected.");
    }
    Set<String> thumbprints = new HashSet<>();
    for (String one : given) {
      String thumbprint = one.replace(":", "").toLowerCase(Locale.ROOT);
      if (!THUMBPRINT.matcher(thumbprint).matches()) {
        throw invalid(
            "certificates",
            "SHA-256 fingerprints are expected, 64 hexadecimal digits, colons allowed.");
      }
      thumbprints.add(thumbprint);
    }
    return thumbprints;
  }
}
