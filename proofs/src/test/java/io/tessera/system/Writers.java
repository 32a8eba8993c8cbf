package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Several clients at once. */
final class Writers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private final List<Writer> writers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Ledger ledger;

  private Writers(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Clients of one server, or of several in turn, that write at once. */
  static Writers started(
      List<TesseraServer> servers, Ledger ledger, String prefix, int count, Duration pause) {
    Writers all = new Writers(ledger);
    for (int i = 0; i < count; i++) {
      TesseraServer server = servers.get(i % servers.size());
      String name = prefix + "c" + i + "n";
      Writer writer = new Writer(server.http(), ledger, name, name.hashCode(), pause);
      Thread thread = new Thread(writer, "client-" + name);
      thread.setDaemon(true);
      thread.start();
      all.writers.add(writer);
      all.threads.add(thread);
    }
    return all;
  }

  /** Returns when that many more writes have been acknowledged. */
  void awaitMore(int writes) {
    int enough = ledger.acknowledgements() + writes;
    Eventually.holds(
        PATIENCE,
        () -> {
          requireNothingWrong();
          assertThat(ledger.acknowledgements()).isGreaterThanOrEqualTo(enough);
        });
  }

  /** Lets each end its last write. */
  void stop() throws InterruptedException {
    writers.forEach(Writer::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    requireNothingWrong();
  }

  private void requireNothingWrong() {
    for (Writer writer : writers) {
      if (!writer.wrong().isEmpty()) {
        throw new WrongAnswer(writer.wrong());
      }
    }
  }

  /** Waiting longer would not help. */
  static final class WrongAnswer extends Error {
    private static final long serialVersionUID = 1L;

    WrongAnswer(String text) {
      super("the server answered " + text);
    }
  }

  Map<Integer, Integer> refusals() {
    Map<Integer, Integer> all = new TreeMap<>();
    writers.forEach(w -> w.refusals().forEach((status, n) -> all.merge(status, n, Integer::sum)));
    return all;
  }

  int unanswered() {
    return writers.stream().mapToInt(Writer::unanswered).sum();
  }

  long slowestRefusalMillis() {
    return writers.stream().mapToLong(Writer::slowestRefusalMillis).max().orElse(0);
  }

  @Override
  public void close() throws InterruptedException {
    writers.forEach(Writer::stop);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
