package io.tessera.connector.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes down which sentences of the contract a connector keeps: {@code
 * target/tessera-verdicts/<test class>.json}, or below the folder the system property {@value
 * #FOLDER} names.
 */
final class VerdictFile implements BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {
  private static final String FOLDER = "tessera.verdicts";
  private static final Namespace OURS = Namespace.create(VerdictFile.class);

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    if (test.getRequiredTestInstance() instanceof ConnectorContract contract) {
      Trial trial = contract.trial();
      verdict(test).tried(trial.connector().getClass(), trial.abilities());
    }
  }

  @Override
  public void testSuccessful(ExtensionContext test) {
    note(test, Verdict.Result.PASSED, Optional.empty());
  }

  @Override
  public void testAborted(ExtensionContext test, Throwable cause) {
    note(test, Verdict.Result.SKIPPED, Optional.ofNullable(cause.getMessage()));
  }

  @Override
  public void testDisabled(ExtensionContext test, Optional<String> reason) {
    note(test, Verdict.Result.SKIPPED, reason);
  }

  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    note(test, Verdict.Result.FAILED, Optional.of(String.valueOf(cause.getMessage())));
  }

  /** A subclass may have tests of its own; those are no part of the contract. */
  private static void note(ExtensionContext test, Verdict.Result result, Optional<String> why) {
    test.getTestMethod()
        .filter(method -> method.getDeclaringClass().getPackage() == Verdict.class.getPackage())
        .ifPresent(method -> verdict(test).note(method.getName(), result, why));
  }

  @Override
  public void afterAll(ExtensionContext testClass) throws IOException {
    String name = testClass.getRequiredTestClass().getName();
    String target =
        Path.of(System.getProperty("basedir", ""), "target", "tessera-verdicts").toString();
    Path folder = Path.of(System.getProperty(FOLDER, target));
    Files.createDirectories(folder);
    String kit = Provenance.of(ConnectorContract.class).version();
    Files.writeString(
        folder.resolve(name + ".json"),
        verdict(testClass)
            .json(name, kit, Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS)));
  }

  /** One for the whole test class, whichever of its tests asks. */
  private static Verdict verdict(ExtensionContext context) {
    ExtensionContext.Store store =
        context.getRoot().getStore(Namespace.create(OURS, context.getRequiredTestClass()));
    return store.getOrComputeIfAbsent(Verdict.class, key -> new Verdict(), Verdict.class);
  }
}
