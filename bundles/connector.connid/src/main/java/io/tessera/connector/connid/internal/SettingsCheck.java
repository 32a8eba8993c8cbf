package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Testable.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.operations.TestApiOp;

/** Tries the settings without changing anything. */
final class SettingsCheck {
  private final Facade facade;
  private final ObjectKinds kinds;
  private final HostSettings settings;

  SettingsCheck(Facade facade, ObjectKinds kinds, HostSettings settings) {
    this.facade = facade;
    this.kinds = kinds;
    this.settings = settings;
  }

  /** One thing to try. */
  private interface Attempt {
    void run() throws TargetFailure, InterruptedException;
  }

  List<Step> run() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    steps.add(
        step("check the settings", "The connector accepts them.", ask(ConnectorFacade::validate)));
    if (facade.can(TestApiOp.class) && allPassed(steps)) {
      steps.add(
          step("reach the target", "The connector's own test passed.", ask(ConnectorFacade::test)));
    }
    if (allPassed(steps)) {
      steps.add(
          step(
              "find the object class of users",
              there(ObjectType.USER),
              () -> kinds.of(ObjectType.USER)));
    }
    if (allPassed(steps) && settings.groups().isPresent()) {
      steps.add(
          step(
              "find the object class of groups",
              there(ObjectType.GROUP),
              () -> kinds.of(ObjectType.GROUP)));
    }
    return steps;
  }

  private static boolean allPassed(List<Step> steps) {
    return steps.stream().allMatch(Step::passed);
  }

  private String there(ObjectType type) {
    return settings.objectClass(type).map(c -> c.getObjectClassValue() + " is there.").orElse("");
  }

  private Attempt ask(Consumer<ConnectorFacade> question) {
    return () ->
        facade.call(
            connector -> {
              question.accept(connector);
              return true;
            });
  }

  private static Step step(String name, String seen, Attempt attempt) throws InterruptedException {
    try {
      attempt.run();
      return new Step(name, true, seen);
    } catch (TargetFailure failure) {
      return new Step(
          name,
          false,
          failure.failed().kind()
              + ": "
              + failure.failed().detail()
              + " Change the setting it names.");
    }
  }
}
