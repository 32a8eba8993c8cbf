package io.tessera.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** A closed loop: each connection sends its next request when it has the answer to the last. */
final class Load {
  private static final int FIRST_CAPACITY = 4096;

  /** One end of the loop. */
  interface Client {
    /** The next request, already bytes. */
    byte[] next();

    /** Looks at the answer; throws when it is not the one expected. */
    void answered(HttpConnection.Answer answer);
  }

  /** Makes the client of each connection. */
  interface Clients {
    Client of(int connection);
  }

  /** How connections are opened. */
  interface Connections {
    HttpConnection open() throws IOException;
  }

  /**
   * What came of it.
   *
   * @param sortedNanos latencies, shortest first
   */
  record Result(long[] sortedNanos, double seconds) {
    long requests() {
      return sortedNanos.length;
    }

    double perSecond() {
      return requests() / seconds;
    }

    double millisAt(double quantile) {
      return requests() == 0
          ? Double.NaN
          : sortedNanos[(int) Math.min(requests() - 1, (long) (requests() * quantile))] / 1e6;
    }
  }

  private Load() {}

  /** Runs for a time. */
  static Result forSeconds(int connections, double seconds, Connections open, Clients clients) {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      long begin = System.nanoTime();
      long stop = begin + (long) (seconds * SECONDS.toNanos(1));
      List<CompletableFuture<long[]>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Client client = clients.of(i);
        running.add(CompletableFuture.supplyAsync(() -> loop(open, client, stop, over), threads));
      }
      long[][] all = running.stream().map(f -> joined(f, over)).toArray(long[][]::new);
      double took = (System.nanoTime() - begin) / 1e9;
      return new Result(Arrays.stream(all).flatMapToLong(Arrays::stream).sorted().toArray(), took);
    } finally {
      threads.shutdown();
    }
  }

  private static long[] joined(CompletableFuture<long[]> running, AtomicBoolean over) {
    try {
      return running.join();
    } catch (CompletionException failed) {
      over.set(true);
      throw failed;
    }
  }

  private static long[] loop(Connections open, Client client, long stopNanos, AtomicBoolean over) {
    long[] latencies = new long[FIRST_CAPACITY];
    int count = 0;
    try (HttpConnection connection = open.open()) {
      while (System.nanoTime() < stopNanos && !over.get()) {
        byte[] request = client.next();
        if (request.length == 0) {
          break;
        }
        long sent = System.nanoTime();
        HttpConnection.Answer answer = connection.exchange(request);
        long took = System.nanoTime() - sent;
        client.answered(answer);
        if (count == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * count);
        }
        latencies[count++] = took;
      }
    } catch (IOException broken) {
      throw new IllegalStateException("a connection broke: " + broken, broken);
    }
    return Arrays.copyOf(latencies, count);
  }
}
