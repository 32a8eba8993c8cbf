package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.UnavailableException;
import io.tessera.store.kit.PostgresServer;
import io.tessera.store.kit.Samples;
import io.tessera.store.spi.Store;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when PostgreSQL is not there, or not there any more. */
class OutageTest {
  private static final Duration QUICKLY = Duration.ofSeconds(4);

  private final String domain = Samples.newDomain();
  private PostgresServer server;

  @BeforeEach
  void start() {
    StoreOnPostgresqlTest.requirePostgresql();
    server = PostgresServer.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void while_the_database_is_away_calls_fail_quickly_and_resume_by_themselves()
      throws SQLException, IOException {
    try (Database database = OpenDatabases.postgresql(server)) {
      Store store = new JpaStore(database);
      Resource before = Samples.user(domain, "before");
      insert(store, before);
      for (int round = 0; round < 2; round++) {
        server.kill();

        for (Runnable call :
            List.<Runnable>of(
                () -> insert(store, Samples.user(domain, "during")),
                () -> find(store, before),
                store::check,
                () -> new SqlLanes(database).dueTargets(),
                () -> new SqlLanes(database).claim(UUID.randomUUID(), "n", 1, QUICKLY))) {
          long start = System.nanoTime();
          assertThat(catchThrowable(call::run)).isInstanceOf(UnavailableException.class);
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICKLY);
        }
        server.resume();

        awaitAnswer(store);
        assertThat(find(store, before)).isEqualTo(before);
        insert(store, Samples.user(domain, "after" + round));
      }
    }
  }

  @Test
  void a_connection_that_breaks_inside_a_transaction_leaves_nothing()
      throws SQLException, IOException {
    try (Database database = OpenDatabases.postgresql(server)) {
      Store store = new JpaStore(database);
      Resource lost = Samples.user(domain, "lost");

      Throwable failure =
          catchThrowable(
              () ->
                  store.write(
                      tx -> {
                        tx.resources().insert(Samples.VIEWER, Samples.schema(lost), lost, null);
                        breakOtherConnections(database);
                        tx.record(Samples.change(null, lost), List.of(UUID.randomUUID()));
                        return lost;
                      }));

      assertThat(failure).isInstanceOf(UnavailableException.class);
      awaitAnswer(store);
      assertThat(
              store.<Boolean>read(
                  tx ->
                      tx.resources().find(Samples.VIEWER, ResourceType.USER, lost.id()).isEmpty()))
          .isTrue();
      insert(store, lost);
    }
  }

  @Test
  void several_nodes_may_open_an_empty_database_at_once() {
    List<CompletableFuture<Database>> opening = new ArrayList<>();
    for (int node = 0; node < 3; node++) {
      opening.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return OpenDatabases.postgresql(server);
                } catch (SQLException | IOException failure) {
                  throw new IllegalStateException(failure);
                }
              }));
    }
    for (CompletableFuture<Database> node : opening) {
      try (Database database = node.join()) {
        new JpaStore(database).check();
      }
    }
  }

  private static void breakOtherConnections(Database database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND datname = current_database()");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void awaitAnswer(Store store) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (catchThrowable(store::check) != null) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static void insert(Store store, Resource resource) {
    store.write(
        tx -> {
          tx.resources().insert(Samples.VIEWER, Samples.schema(resource), resource, null);
          return resource;
        });
  }

  private static Resource find(Store store, Resource resource) {
    return store.read(
        tx -> tx.resources().find(Samples.VIEWER, resource.type(), resource.id()).orElseThrow());
  }
}
