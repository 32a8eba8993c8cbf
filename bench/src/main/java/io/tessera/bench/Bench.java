package io.tessera.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Runs scenarios against the distribution and prints one table. */
public final class Bench {
  private static final List<String> ALL =
      List.of(
          "start",
          "create",
          "get",
          "find",
          "deliver",
          "drain",
          "hang",
          "tls",
          "sign-in",
          "find-many",
          "size",
          "lists");

  private Bench() {}

  /** See {@link Options#USAGE}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(Options.USAGE);
      System.exit(2);
      return;
    }
    if (options.scenarios().isEmpty()) {
      System.err.print(Options.USAGE);
      System.exit(2);
    }
    Report.heading();
    Scenarios scenarios = new Scenarios(options);
    for (String name : options.scenarios()) {
      for (String each : name.equals("all") ? ALL : List.of(name)) {
        scenarios.run(each);
      }
    }
  }
}
