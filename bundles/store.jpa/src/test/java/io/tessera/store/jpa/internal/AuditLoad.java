package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.kit.PostgresServer;
import io.tessera.store.spi.AuditTrail.Found;
import io.tessera.store.spi.AuditTrail.Kind;
import io.tessera.store.spi.AuditTrail.Selection;
import io.tessera.store.spi.Leases.Lease;
import io.tessera.store.spi.Leases.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fills a journal, seals, verifies and searches it: {@code derby|postgresql CHANGES}. */
public final class AuditLoad {
  private static final int BATCH = 500;
  private static final long START = 1_700_000_000_000L;
  private static final byte[] PAYLOAD =
      ("{\"userName\":\"somebody\",\"displayName\":\"" + "x".repeat(500) + "\"}")
          .getBytes(StandardCharsets.UTF_8);
  private static final String ADD =
      "INSERT INTO changes (id, happened, kind, resource_type, resource_id, version,"
          + " service_provider, actor, channel, causality, configuration, state_before,"
          + " state_after) VALUES (?, ?, ?, 'USER', ?, 1, ?, ?, 'SCIM2', ?, 1, ?, ?)";

  private final Database database;
  private final int changes;

  private AuditLoad(Database database, int changes) {
    this.database = database;
    this.changes = changes;
  }

  public static void main(String[] args) throws SQLException, IOException {
    int changes = Integer.parseInt(args[1]);
    if (args[0].equals("derby")) {
      Path folder = Files.createTempDirectory("tessera-audit");
      try (Database database = OpenDatabases.derby("jdbc:derby:" + folder.resolve("db"))) {
        new AuditLoad(database, changes).run();
      }
      OpenDatabases.delete(folder);
    } else {
      try (PostgresServer server = PostgresServer.start();
          Database database = OpenDatabases.postgresql(server)) {
        new AuditLoad(database, changes).run();
      }
    }
  }

  private void run() {
    timed("fill", this::fill);
    SqlAuditChain chain = new SqlAuditChain(database);
    timed("seal", () -> seal(chain));
    timed("verify", () -> chain.verify(null, changes).checked());
    timed("count", chain::waiting);
    search("newest", none());
    search("by time, in the middle", at(null, null, null, null));
    search("by actor, in the middle", at("actor-1", null, null, null));
    search("by rare actor", at("rare", null, null, null));
    search("by resource", at(null, resource(3), null, null));
    search("by causality", at(null, null, null, "cause-" + changes / 2));
    search("by rare kind", at(null, null, Kind.DELETE, null));
    search("by actor and rare kind", at("actor-2", null, Kind.DELETE, null));
    SqlRetention retention = new SqlRetention(database);
    timed(
        "erase 200 by age",
        () -> retention.erasePayloads(Instant.EPOCH, middle(), null, 200).erased());
    retention.request(resource(3));
    timed("erase a resource", () -> retention.eraseRequested(resource(3), 200).erased());
  }

  private static <T> void timed(String what, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    System.out.printf("%-28s %8.1f ms  %s%n", what, (System.nanoTime() - start) / 1e6, result);
  }

  private void search(String what, Selection selection) {
    SqlAuditTrail trail = new SqlAuditTrail(database);
    for (int i = 0; i < 3; i++) {
      timed(
          what,
          () -> {
            Found found = trail.find(selection, null, 50);
            return found.entries().size() + (found.next() == null ? " all" : " and more");
          });
    }
  }

  private static Selection none() {
    return new Selection(null, null, null, null, null, null, null, null, null);
  }

  private Selection at(
      @Nullable String actor,
      @Nullable ResourceId resource,
      @Nullable Kind kind,
      @Nullable String causality) {
    return new Selection(null, middle(), actor, null, null, null, resource, kind, causality);
  }

  private Instant middle() {
    return Instant.ofEpochMilli(START + changes / 2 + 1);
  }

  private static ResourceId resource(int number) {
    return new ResourceId(new UUID(number, number));
  }

  private int fill() {
    for (int from = 0; from < changes; from += BATCH) {
      List<List<?>> rows = new ArrayList<>();
      List<List<?>> pending = new ArrayList<>();
      for (int i = from; i < from + BATCH; i++) {
        String id = new UUID((START + i) << 16 | 0x7000, i).toString();
        rows.add(row(id, i));
        pending.add(List.of(id));
      }
      database.write(
          sql -> {
            sql.batch(ADD, rows);
            return sql.batch(Queue.AWAIT_SEALING, pending);
          });
    }
    return changes;
  }

  private List<?> row(String id, int i) {
    boolean rare = i == changes / 10;
    return List.of(
        id,
        START + i,
        rare ? "DELETE" : "UPDATE",
        resource(i % (changes / 5)).toString(),
        "hr",
        rare ? "rare" : "actor-" + i % 3,
        "cause-" + i,
        PAYLOAD,
        PAYLOAD);
  }

  private int seal(SqlAuditChain chain) {
    Lease lease =
        new SqlLeases(database).take(Work.AUDIT_SEALING, "load", Duration.ofHours(1)).orElseThrow();
    int all = 0;
    int some;
    do {
      some = chain.seal(lease, BATCH).orElse(0);
      all += some;
    } while (some > 0);
    return all;
  }
}
