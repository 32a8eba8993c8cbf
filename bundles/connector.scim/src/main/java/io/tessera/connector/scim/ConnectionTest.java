package io.tessera.connector.scim;

import io.tessera.connector.scim.Capabilities.Announced;
import io.tessera.connector.scim.ScimSettings.UpdateMode;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Testable.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Tries the settings, one thing after the other; changes nothing. */
final class ConnectionTest {
  private final ScimClient client;
  private final ScimSettings settings;
  private final Capabilities capabilities;

  ConnectionTest(ScimClient client, ScimSettings settings, Capabilities capabilities) {
    this.client = client;
    this.settings = settings;
    this.capabilities = capabilities;
  }

  /** A step of the test. */
  private interface Trial {
    /** What was seen. */
    String make() throws TargetFailure, InterruptedException;
  }

  List<Step> run() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    steps.add(step("read the users", () -> listed(settings.users())));
    if (!steps.get(0).passed()) {
      return steps;
    }
    steps.add(step("look a user up", () -> lookedUp(settings.users())));
    if (settings.groups().isPresent()) {
      Endpoint groups = settings.groups().get();
      steps.add(step("read the groups", () -> listed(groups)));
      steps.add(step("look a group up", () -> lookedUp(groups)));
    }
    steps.add(announced());
    return steps;
  }

  private static Step step(String name, Trial trial) throws InterruptedException {
    try {
      return new Step(name, true, trial.make());
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  private String listed(Endpoint endpoint) throws TargetFailure, InterruptedException {
    URI first = endpoint.page("", 1, 1);
    OptionalLong total = client.get(first).list().total();
    return endpoint.uri()
        + " answers"
        + (total.isPresent()
            ? " and has " + total.getAsLong() + " in all."
            : " and does not say how many it has.");
  }

  /** Nobody has this name, so a service that finds somebody does not filter. */
  private String lookedUp(Endpoint endpoint) throws TargetFailure, InterruptedException {
    String nobody = endpoint.filter().with("tessera-" + UUID.randomUUID());
    if (client.get(endpoint.matching(nobody, Set.of())).list().resources().isEmpty()) {
      return "The service filters by " + endpoint.filter() + ".";
    }
    throw TargetFailure.of(
        FailureKind.CONFIGURATION,
        "The service does not filter by "
            + endpoint.filter()
            + "; choose another filter or key attribute.");
  }

  private Step announced() throws InterruptedException {
    String name = "read what the service announces";
    try {
      Announced announced = capabilities.get();
      if (!announced.isTold()) {
        return new Step(
            name, true, "It announces nothing; PATCH and filters are taken for granted.");
      }
      if (!announced.patch() && settings.updateMode() == UpdateMode.PATCH) {
        return new Step(name, false, "It announces that it has no PATCH; set updateMode to put.");
      }
      return new Step(
          name,
          announced.filter(),
          announced.filter()
              ? (announced.patch() ? "PATCH, " : "no PATCH, ")
                  + (announced.cursors() ? "pages by cursor." : "pages by index.")
              : "It announces that it has no filters; existing accounts cannot be adopted.");
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }
}
