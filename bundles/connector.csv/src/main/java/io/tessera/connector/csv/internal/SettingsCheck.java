package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Testable.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the settings; changes nothing but that a lock file is left beside each file. */
final class SettingsCheck {
  private final List<CsvFile> files;
  private final Locks locks;
  private final Duration bound;

  SettingsCheck(List<CsvFile> files, Locks locks, Duration bound) {
    this.files = List.copyOf(files);
    this.locks = locks;
    this.bound = bound;
  }

  /** One thing to try; says what was seen. */
  private interface Attempt {
    String on(CsvFile file, Path real) throws TargetFailure, InterruptedException;
  }

  private record Named(String name, Attempt attempt) {}

  List<Step> run() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    for (CsvFile file : files) {
      steps.addAll(steps(file));
    }
    return steps;
  }

  /** Goes on until a step fails: the next ones would only fail for the same reason. */
  private List<Step> steps(CsvFile file) throws InterruptedException {
    String name = " the " + file.layout().label() + " file";
    List<Step> steps = new ArrayList<>();
    for (Named each :
        List.of(
            new Named("find", (f, real) -> real + " is there."),
            new Named("lock", this::lock),
            new Named("read", SettingsCheck::read),
            new Named("replace", SettingsCheck::replace))) {
      try {
        String seen = each.attempt().on(file, file.layout().place().locate());
        steps.add(new Step(each.name() + name, true, seen));
      } catch (TargetFailure failure) {
        steps.add(new Step(each.name() + name, false, failure.failed().detail()));
        break;
      }
    }
    return steps;
  }

  private String lock(CsvFile file, Path real) throws TargetFailure, InterruptedException {
    try {
      Optional<Locks.Held> held = locks.takeIfFree(real, bound);
      if (held.isEmpty()) {
        throw TargetFailure.of(
            FailureKind.TRANSIENT,
            real + ".lock is locked by another program, or in use; wait until it is done.");
      }
      held.get().close();
      return real + ".lock can be locked.";
    } catch (IOException refused) {
      throw TargetFailure.of("Lock " + real + ".lock", refused);
    }
  }

  private static String read(CsvFile file, Path real) throws TargetFailure {
    Sheet sheet = file.look(real);
    return "%d %ss, %d columns."
        .formatted(sheet.size(), file.layout().label(), sheet.header().names().size());
  }

  private static String replace(CsvFile file, Path real) throws TargetFailure {
    Path folder = real.getParent();
    if (!Files.isWritable(folder)) {
      throw TargetFailure.of(
          FailureKind.AUTHENTICATION,
          "The server's user may not write to " + folder + "; grant the right.");
    }
    return folder + " can be written to.";
  }
}
