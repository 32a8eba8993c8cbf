package io.tessera.system;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the proofs without Maven; {@code proofs/run}. */
public final class Proofs {
  private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("kills", KillsIT.class);
    ALL.put("points", NamedPointsIT.class);
    ALL.put("database", DatabaseStopsIT.class);
    ALL.put("swaps", SwapsIT.class);
    ALL.put("wires", WiresIT.class);
    ALL.put("stalls", StallsIT.class);
    ALL.put("poison", PoisonIT.class);
    ALL.put("slow", SlowTargetsIT.class);
    ALL.put("disk", FullDiskIT.class);
    ALL.put("queue", LongQueueIT.class);
    ALL.put("deletion", MassDeletionIT.class);
  }

  private static final String HELP =
      """
      proofs/run [--long] [--trials N] [PROOF ...]

        --long      as often as the published figures (hours); else the short form of the build
        --trials N  kills, swaps, stalls and so on of each proof
        PROOF       one or more of: %s; else all

      Each proof prints a line that begins with PROOF. The table is in proofs/target/reliability.md.
      Exit code: 0 all promises held, 1 one did not, 2 wrong arguments.
      """;

  private Proofs() {}

  public static void main(String[] arguments) {
    List<Class<?>> chosen = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--long" -> System.setProperty("tessera.proofs", "long");
        case "--trials" -> System.setProperty("tessera.proofs.trials", value(arguments, ++i));
        case "--help" -> {
          System.out.printf(HELP, String.join(", ", ALL.keySet()));
          return;
        }
        default -> chosen.add(proof(arguments[i]));
      }
    }
    System.exit(run(chosen.isEmpty() ? List.copyOf(ALL.values()) : chosen) ? 0 : 1);
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length || !arguments[index].matches("[1-9][0-9]{0,5}")) {
      wrong("--trials needs a number");
    }
    return arguments[index];
  }

  private static Class<?> proof(String name) {
    if (!ALL.containsKey(name)) {
      wrong(name + " is none of " + String.join(", ", ALL.keySet()));
    }
    return ALL.get(name);
  }

  private static void wrong(String what) {
    System.err.println("proofs/run: " + what);
    System.exit(2);
  }

  private static boolean run(List<Class<?>> proofs) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(proofs.stream().map(proof -> selectClass(proof)).toList())
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary, new Teller());
    summary.getSummary().printFailuresTo(new PrintWriter(System.err, true), 20);
    return summary.getSummary().getTotalFailureCount() == 0
        && summary.getSummary().getTestsSucceededCount() > 0;
  }

  /** Says what runs and what was left out. */
  private static final class Teller implements TestExecutionListener {
    @Override
    public void executionStarted(TestIdentifier test) {
      if (test.isTest()) {
        System.out.println("..... " + test.getDisplayName());
      }
    }

    private static String cause(Throwable failure) {
      return failure.getCause() == null ? "" : ", because " + failure.getCause();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
        System.out.println(
            "LEFT OUT "
                + test.getDisplayName()
                + result.getThrowable().map(why -> ": " + why.getMessage()).orElse(""));
      } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        System.out.println(
            "FAILED "
                + test.getDisplayName()
                + result.getThrowable().map(why -> ": " + why + cause(why)).orElse(""));
      }
    }
  }
}
