package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.Testable.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a little of everything the settings ask for, which changes nothing. */
final class SettingsCheck {
  private final SalesforceClient client;
  private final SalesforceSettings settings;
  private final References references;

  /** Something to read. */
  private interface Reading {
    void read() throws TargetFailure, InterruptedException;
  }

  SettingsCheck(SalesforceClient client, SalesforceSettings settings, References references) {
    this.client = client;
    this.settings = settings;
    this.references = references;
  }

  List<Step> run() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    steps.add(
        step("sign in and read the users", () -> client.query("SELECT Id FROM User LIMIT 1")));
    String profile = settings.profile();
    if (!profile.isEmpty() && !Soql.isId(profile)) {
      steps.add(step("find the profile", () -> references.id("Profile.Name", profile)));
    }
    Optional<GroupKind> groups = settings.groupKind();
    if (groups.isPresent()) {
      String query = "SELECT Id FROM " + groups.get().object() + " LIMIT 1";
      steps.add(step("read the groups", () -> client.query(query)));
    }
    if (settings.disabling() == SalesforceSettings.Disabling.FREEZE) {
      steps.add(step("read who is frozen", () -> client.query("SELECT Id FROM UserLogin LIMIT 1")));
    }
    return steps;
  }

  private static Step step(String name, Reading reading) throws InterruptedException {
    try {
      reading.read();
      return new Step(name, true, "The org answers.");
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }
}
