package io.tessera.connector.google.internal;

import io.tessera.connector.spi.Testable.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads a little of everything the settings ask for, which changes nothing. */
final class SettingsCheck {
  private final DirectoryClient client;
  private final GoogleSettings settings;

  SettingsCheck(DirectoryClient client, GoogleSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  List<Step> run() throws InterruptedException {
    String customer = DirectoryClient.encode(settings.customer());
    List<Step> steps = new ArrayList<>();
    steps.add(reading("sign in and read the users", "users?maxResults=1&customer=" + customer));
    if (settings.groups()) {
      steps.add(reading("read the groups", "groups?maxResults=1&customer=" + customer));
    }
    if (settings.createOrgUnits()) {
      String units = "customer/" + customer + "/orgunits?type=children";
      steps.add(reading("read the organizational units", units));
    }
    if (settings.customSchemas()) {
      steps.add(reading("read the custom schemas", "customer/" + customer + "/schemas"));
    }
    return steps;
  }

  private Step reading(String name, String path) throws InterruptedException {
    try {
      client.get(path);
      return new Step(name, true, "The directory answers.");
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }
}
