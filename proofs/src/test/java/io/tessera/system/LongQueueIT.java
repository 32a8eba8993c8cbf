package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.store.kit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue as long as it gets, for a target whose connector is away. */
class LongQueueIT {
  private static final String TYPE = "io.tessera.connector.scim2";
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final Duration START = Duration.ofSeconds(15);
  private static final int FLAT_MEBIBYTES = 48;
  private static final Pattern USED =
      Pattern.compile("(?:generation|garbage-first heap)[^\n]* used (\\d+)K");
  @TempDir Path folder;

  @Test
  void a_long_queue_on_derby_takes_no_heap_and_is_delivered() throws Exception {
    prove(TesseraServer.in(folder.resolve("tessera")), Form.pick(20_000, 200_000), "Derby");
  }

  @Test
  void a_long_queue_on_postgresql_takes_no_heap_and_is_delivered() throws Exception {
    assumeTrue(Form.isLong(), "the short form has the one on Derby");
    try (PostgresServer postgres = Databases.postgres()) {
      prove(TesseraServer.in(folder.resolve("tessera")).on(postgres), 1_000_000, "PostgreSQL");
    }
  }

  private void prove(TesseraServer server, int users, String database) throws Exception {
    Instant begin = Instant.now();
    try (TesseraServer tessera = server.without("TESSERA_FEATURES").start();
        RecordingScim scim = RecordingScim.started()) {
      Path connector = tessera.deploy(Distribution.jar(TYPE));
      Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isTrue());
      String target =
          tessera
              .connections()
              .addUnguardedTarget("service", TYPE, RecordingScim.settings(scim.port()));
      Files.delete(connector);
      Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isFalse());
      long none = heapMebibytes(tessera);
      BulkUsers bulk = new BulkUsers(tessera);
      bulk.create(0, users / 2);
      long half = heapMebibytes(tessera);
      bulk.create(users / 2, users);
      long all = heapMebibytes(tessera);
      assertThat(tessera.connections().waiting(target)).isEqualTo(users);

      tessera.stop();
      Duration start = timed(() -> tessera.start());
      long afterStart = heapMebibytes(tessera);
      tessera.deploy(Distribution.jar(TYPE));
      int delivered = Form.pick(2_000, users);
      Duration drain = timed(() -> awaitDelivered(scim, delivered));
      if (Form.isLong()) {
        tessera.connections().awaitDelivered(target, PATIENCE);
      }
      new Figures(
              "P13",
              "that many operations wait while the connector is away, " + database,
              users,
              users,
              scim.chronicle(),
              Duration.between(begin, Instant.now()),
              String.format(
                  "heap after a collection %d MiB with none, %d MiB with half of them, %d MiB with"
                      + " all, %d MiB after a start with them in %.1f s; then delivered at %d/s",
                  none,
                  half,
                  all,
                  afterStart,
                  start.toMillis() / 1000.0,
                  delivered * 1000L / Math.max(1, drain.toMillis())))
          .tell();
      assertThat(afterStart - none).as("MiB of heap for the queue").isLessThan(FLAT_MEBIBYTES);
      if (Form.isLong()) {
        // Derby's pages, a bounded part of the heap, are full with half of them.
        assertThat(all - half).as("MiB of heap for its second half").isLessThan(FLAT_MEBIBYTES);
      }
      assertThat(start).isLessThan(START);
    }
  }

  private static void awaitDelivered(RecordingScim scim, int users) {
    Eventually.holds(PATIENCE, () -> assertThat(scim.size()).isGreaterThanOrEqualTo(users));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Duration timed(Work work) throws Exception {
    Instant begin = Instant.now();
    work.run();
    return Duration.between(begin, Instant.now());
  }

  /** What is in use after a full collection. */
  private static long heapMebibytes(TesseraServer tessera) throws Exception {
    jcmd(tessera.pid(), "GC.run");
    Matcher used = USED.matcher(jcmd(tessera.pid(), "GC.heap_info"));
    long kibibytes = 0;
    while (used.find()) {
      kibibytes += Long.parseLong(used.group(1));
    }
    return kibibytes / 1024;
  }

  private static String jcmd(long pid, String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
