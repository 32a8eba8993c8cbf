package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server again and again while clients write, and then accounts for every write: what was
 * acknowledged is in the store and in the target, each once and in order.
 */
class KillIT {
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private final Random random = new Random();
  private final Ledger ledger = new Ledger();
  @TempDir Path folder;

  @Test
  void twenty_kills_lose_and_double_nothing_on_derby() throws Exception {
    killAndAccount(TesseraServer.in(folder.resolve("tessera")), 20);
  }

  @Test
  void five_kills_lose_and_double_nothing_on_postgresql() throws Exception {
    try (PostgresServer postgres = Installed.startedPostgres()) {
      killAndAccount(TesseraServer.in(folder.resolve("tessera")).on(postgres), 5);
    }
  }

  private void killAndAccount(TesseraServer server, int kills) throws Exception {
    try (TesseraServer tessera = server.start();
        Directory directory = Directory.in(folder.resolve("directory"))) {
      // An orderly stop leaves the archive of classes that later starts are quicker with.
      tessera.stop();
      tessera.start();
      String target =
          tessera
              .connections()
              .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
      for (int round = 0; round < kills; round++) {
        writeUntilKilled(tessera, round);
        tessera.start();
        ledger.entries().stream()
            .filter(entry -> entry.inDoubt().isPresent())
            .forEach(entry -> settle(tessera, entry));
      }
      tessera.connections().awaitDelivered(target, PATIENCE);
      assertStoreHolds(tessera);
      assertTargetHolds(directory);
      System.out.printf(
          "%d kills, %d acknowledged writes of %d users accounted for%n",
          kills, ledger.acknowledgements(), ledger.entries().size());
    }
  }

  private void writeUntilKilled(TesseraServer tessera, int round) throws Exception {
    int enough = ledger.acknowledgements() + 20 + random.nextInt(100);
    List<Thread> threads = new ArrayList<>();
    List<KillClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      KillClient client =
          new KillClient(tessera.http(), ledger, "k" + round + "c" + i + "n", random.nextLong());
      clients.add(client);
      Thread thread = new Thread(client, "client-" + i);
      thread.start();
      threads.add(thread);
    }
    Eventually.holds(
        PATIENCE, () -> assertThat(ledger.acknowledgements()).isGreaterThanOrEqualTo(enough));
    tessera.kill9();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(clients).allSatisfy(client -> assertThat(client.refused()).isEmpty());
  }

  /** A write without an answer was carried out, or was not; anything else is a loss. */
  private static void settle(TesseraServer tessera, Ledger.Entry entry) {
    try {
      Optional<JsonNode> there = present(tessera, entry);
      assertThat(entry.acknowledged().isThatOf(there) || entry.inDoubt().get().isThatOf(there))
          .as("%s is %s", entry.name(), there)
          .isTrue();
      entry.settle(there);
    } catch (IOException unanswered) {
      throw new AssertionError(unanswered);
    }
  }

  private static Optional<JsonNode> present(TesseraServer tessera, Ledger.Entry entry)
      throws IOException {
    return entry.id().isPresent()
        ? tessera.scim().get(entry.id().get())
        : tessera.scim().named(entry.name());
  }

  private void assertStoreHolds(TesseraServer tessera) throws IOException {
    int expected = 0;
    for (Ledger.Entry entry : ledger.entries()) {
      Optional<JsonNode> there = present(tessera, entry);
      assertThat(entry.acknowledged().isThatOf(there))
          .as("%s should be %s and is %s", entry.name(), entry.acknowledged(), there)
          .isTrue();
      expected += entry.acknowledged().exists() ? 1 : 0;
    }
    assertThat(tessera.scim().count()).isEqualTo(expected);
  }

  private void assertTargetHolds(Directory directory) throws Exception {
    Map<String, Ledger.State> expected = new HashMap<>();
    for (Ledger.Entry entry : ledger.entries()) {
      if (entry.acknowledged().exists()) {
        expected.put(entry.acknowledged().userName(), entry.acknowledged());
      }
    }
    Map<String, Ledger.State> held = new HashMap<>();
    for (SearchResultEntry person : directory.people()) {
      Ledger.State state =
          new Ledger.State(
              person.getAttributeValue("uid"),
              person.getAttributeValueAsInteger("title"),
              !person.hasAttribute(Directory.LOCK),
              true);
      assertThat(held.put(state.userName(), state)).isNull();
    }
    Set<Ledger.State> missing = new HashSet<>(expected.values());
    missing.removeAll(held.values());
    assertThat(missing).as("acknowledged, and not in the target").isEmpty();
    Set<Ledger.State> surplus = new HashSet<>(held.values());
    surplus.removeAll(expected.values());
    assertThat(surplus).as("in the target, and never acknowledged").isEmpty();
    Chronicle chronicle = Chronicle.of(directory.journal());
    assertThat(chronicle.createdMoreThanOnce()).isEmpty();
    assertThat(chronicle.writtenOutOfOrder()).isEmpty();
  }
}
