package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tries the settings without changing anything: lists, and looks for somebody who is not there. */
final class SettingsCheck {
  private final RestSettings settings;
  private final Finder finder;
  private final Roster roster;

  SettingsCheck(RestSettings settings, Finder finder, Roster roster) {
    this.settings = settings;
    this.finder = finder;
    this.roster = roster;
  }

  /** One thing to try; says what was seen. */
  private interface Attempt {
    String run() throws TargetFailure, InterruptedException;
  }

  List<Step> run() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    of(steps, ObjectType.USER, "users");
    if (settings.groups().isPresent()) {
      of(steps, ObjectType.GROUP, "groups");
    }
    if (steps.isEmpty()) {
      steps.add(
          new Step(
              "ask the service",
              false,
              "There is no call that could be tried; set findUser or listUsers."));
    }
    return steps;
  }

  private void of(List<Step> steps, ObjectType type, String label) throws InterruptedException {
    if (settings.actions().containsKey(type == ObjectType.USER ? "listUsers" : "listGroups")) {
      steps.add(step("list " + label, () -> list(type)));
    }
    if (settings.action("find", type).isPresent()) {
      steps.add(step("look for one of the " + label, () -> find(type)));
    }
  }

  private String list(ObjectType type) throws TargetFailure, InterruptedException {
    Listing listing = roster.search(Search.first(type, 1));
    boolean empty = listing instanceof Listing.Page page && page.accounts().isEmpty();
    return empty ? "There is none yet." : "The first one was read.";
  }

  /** Nobody has such a key; that the service says so is what is tried. */
  private String find(ObjectType type) throws TargetFailure, InterruptedException {
    Shape shape = settings.shape(type);
    String nobody = "nobody-" + UUID.randomUUID();
    TargetAttributes key = TargetAttributes.builder().put(shape.key(), nobody).build();
    Reading reading = finder.read(new Lookup(type, null, key));
    return reading instanceof Reading.Absent
        ? "It can be asked for."
        : "It found one for a key that nobody has; correct the path.";
  }

  private static Step step(String name, Attempt attempt) throws InterruptedException {
    try {
      return new Step(name, true, attempt.run());
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail() + advice(failure));
    }
  }

  private static String advice(TargetFailure failure) {
    return switch (failure.kind()) {
      case AUTHENTICATION -> " - correct the credentials, or grant them the right.";
      case CONFIGURATION, UNKNOWN, INVALID -> " - correct baseUrl, this call or its places.";
      case TRANSIENT, THROTTLED -> " - try again when the service answers.";
      default -> "";
    };
  }
}
