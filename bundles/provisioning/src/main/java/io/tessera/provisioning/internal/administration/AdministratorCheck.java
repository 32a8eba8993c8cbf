package io.tessera.provisioning.internal.administration;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;

import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.admin.Administrator;
import io.tessera.provisioning.api.admin.AdministratorRegister;
import io.tessera.provisioning.api.admin.AdministratorRole;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What is refused of an administrator for its own sake. */
final class AdministratorCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

  /** What anonymous requests are recorded as. */
  private static final String NOBODY = "anonymous";

  private static final int MAX_EMAIL = 320;
  private static final int MAX_DISPLAY_NAME = 256;
  private static final Set<AdministratorRole> BESIDE_LIMITED =
      EnumSet.of(AdministratorRole.HELP_DESK, AdministratorRole.TARGET_ADMINISTRATOR);

  private AdministratorCheck() {}

  /** Also a name that may be a client id of a service provider, which would be asked first. */
  static void ofName(String name) {
    if (!NAME.matcher(name).matches()
        || name.equalsIgnoreCase(NOBODY)
        || ResourceId.parse(name).isPresent()) {
      throw invalid(
          "name", "1 to 64 letters, digits and . _ @ - are expected; no id, and not anonymous.");
    }
  }

  /**
   * @throws RejectedException INVALID_VALUE with the field
   */
  static void of(Administrator.Draft draft) {
    if (draft.displayName().length() > MAX_DISPLAY_NAME
        || draft.displayName().chars().anyMatch(Character::isISOControl)) {
      throw invalid("displayName", "at most " + MAX_DISPLAY_NAME + " characters are expected.");
    }
    boolean unfit = draft.email().length() > MAX_EMAIL || !EMAIL.matcher(draft.email()).matches();
    if (!draft.email().isEmpty() && unfit) {
      throw invalid("email", "an e-mail address is expected.");
    }
    if (draft.roles().isEmpty()) {
      throw invalid("roles", "at least one is expected.");
    }
    boolean limited = draft.roles().stream().anyMatch(AdministratorRole::isLimited);
    if (limited && !BESIDE_LIMITED.containsAll(draft.roles())) {
      throw invalid(
          "roles",
          "target-administrator limits somebody to some targets; only help-desk goes with it.");
    }
    if (limited == draft.targets().isEmpty()) {
      throw invalid(
          "targets",
          limited
              ? "name the targets a target-administrator is there for."
              : "only a target-administrator is limited to some.");
    }
    if (draft.targets().size() > AdministratorRegister.MOST_TARGETS) {
      throw invalid("targets", "at most " + AdministratorRegister.MOST_TARGETS + " are expected.");
    }
  }
}
