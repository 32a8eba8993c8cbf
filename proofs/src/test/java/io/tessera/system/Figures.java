package io.tessera.system;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What one proof came to.
 *
 * @param promise such as {@code P1 P2}; see docs/reliability.md
 * @param tried what was done, and on which database
 * @param trials how often
 * @param acknowledged changes that the server had answered with success
 * @param balance what of them was missing, surplus, doubled or out of order
 * @param seen what else is worth telling
 */
record Figures(
    String promise,
    String tried,
    int trials,
    long acknowledged,
    Balance balance,
    Duration took,
    String seen) {
  private static final String HEAD =
      "| promise | tried | trials | acknowledged changes | lost | doubled | out of order | time |"
          + " seen |\n|---|---|---|---|---|---|---|---|---|\n";

  /** Prints the line, keeps it for the table, and fails unless the balance is even. */
  void tell() throws IOException {
    System.out.println("PROOF " + line());
    Path kept = out().resolve("proofs-figures");
    Files.createDirectories(kept);
    Files.writeString(kept.resolve(fileName()), line() + "\n");
    Files.writeString(out().resolve("reliability.md"), table(kept));
    balance.requireEven();
  }

  private String line() {
    return Stream.of(
            promise,
            tried,
            grouped(trials),
            grouped(acknowledged),
            grouped(balance.lost().size() + balance.surplus().size()),
            grouped(balance.doubled().size()),
            grouped(balance.disordered().size()),
            took.toSeconds() + " s",
            seen)
        .collect(joining(" | ", "| ", " |"));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private String fileName() {
    return (promise + " " + tried).replaceAll("[^A-Za-z0-9]+", "-");
  }

  private static String table(Path kept) throws IOException {
    try (Stream<Path> all = Files.list(kept)) {
      List<Path> files = all.sorted(Comparator.comparingInt(Figures::number)).toList();
      StringBuilder table = new StringBuilder(HEAD);
      for (Path file : files) {
        table.append(Files.readString(file));
      }
      return table.toString();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("^P([0-9]+).*$", "$1"));
  }

  private static Path out() {
    return Path.of(System.getProperty("tessera.proofs.out", "target"));
  }
}
