package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.system.Ledger.Entry;
import io.tessera.system.Ledger.State;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what clients were told with what the store and the targets hold. */
final class Accounting {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private final Ledger ledger;
  private final List<String> torn = new ArrayList<>();

  Accounting(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Looks what became of writes without an answer. Each was carried out or was not; anything else
   * is a loss.
   */
  void settle(TesseraServer tessera) throws IOException {
    for (Entry entry : ledger.entries()) {
      if (entry.inDoubt().isPresent()) {
        Optional<JsonNode> there = present(tessera, entry);
        if (!entry.acknowledged().isThatOf(there)
            && !entry.inDoubt().orElseThrow().isThatOf(there)) {
          torn.add(entry.name() + " is " + there);
        }
        entry.settle(there);
      }
    }
  }

  private static Optional<JsonNode> present(TesseraServer tessera, Entry entry) throws IOException {
    return entry.id().isPresent()
        ? tessera.scim().get(entry.id().get())
        : tessera.scim().named(entry.name());
  }

  /** What the store lost or has too much. */
  Balance store(TesseraServer tessera) throws IOException {
    List<String> lost = new ArrayList<>(torn);
    List<String> surplus = new ArrayList<>();
    int expected = 0;
    for (Entry entry : ledger.entries()) {
      Optional<JsonNode> there = present(tessera, entry);
      if (!entry.acknowledged().isThatOf(there)) {
        lost.add(entry.name() + " should be " + entry.acknowledged() + " and is " + there);
      }
      expected += entry.acknowledged().exists() ? 1 : 0;
    }
    int there = tessera.scim().count();
    if (there != expected) {
      surplus.add("the store has " + there + " users instead of " + expected);
    }
    return new Balance(lost, surplus, List.of(), List.of());
  }

  /**
   * Whether there is exactly one record in the journal for each acknowledged change, and the chain
   * they are sealed in is whole.
   */
  Balance journal(TesseraServer tessera) throws IOException {
    Eventually.holds(
        PATIENCE,
        () -> assertThat(verification(tessera, null).path("waiting").asLong(-1)).isZero());
    Map<String, Integer> records = records(tessera);
    List<String> lost = new ArrayList<>(faults(tessera));
    List<String> surplus = new ArrayList<>();
    for (Entry entry : ledger.entries()) {
      if (entry.id().isPresent()) {
        int expected = entry.acknowledged().number();
        int there = Optional.ofNullable(records.remove(entry.id().get())).orElse(0);
        if (there != expected) {
          (there < expected ? lost : surplus)
              .add(there + " records of " + expected + " changes of " + entry.name());
        }
      }
    }
    records.forEach((id, n) -> surplus.add(n + " records of " + id + ", which nobody created"));
    return new Balance(lost, surplus, List.of(), List.of());
  }

  /** How many records there are of each user. */
  private static Map<String, Integer> records(TesseraServer tessera) throws IOException {
    Map<String, Integer> records = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page =
          tessera
              .http()
              .get("/api/v1/audit?resourceType=User&limit=500" + cursor)
              .successful()
              .json();
      page.path("items")
          .forEach(record -> records.merge(record.path("resource").asText(), 1, Integer::sum));
      cursor =
          page.hasNonNull("next")
              ? "&cursor=" + URLEncoder.encode(page.path("next").asText(), UTF_8)
              : "";
    } while (!cursor.isEmpty());
    return records;
  }

  private static List<String> faults(TesseraServer tessera) throws IOException {
    List<String> faults = new ArrayList<>();
    @Nullable JsonNode after = null;
    boolean complete = false;
    while (!complete) {
      JsonNode report = verification(tessera, after);
      if (!report.path("intact").asBoolean()) {
        faults.add("the chain of the journal is broken: " + report);
      }
      after = report.get("until");
      complete = report.path("complete").asBoolean() || after == null || !faults.isEmpty();
    }
    return faults;
  }

  private static JsonNode verification(TesseraServer tessera, @Nullable JsonNode after)
      throws IOException {
    ObjectNode wanted = Http.JSON.createObjectNode();
    if (after != null) {
      wanted.set("after", after);
    }
    return tessera.http().post("/api/v1/audit/verification", wanted.toString()).successful().json();
  }

  /** What a directory lost, has too much, got twice or in the wrong order. */
  Balance directory(Directory directory) throws Exception {
    List<State> held = new ArrayList<>();
    for (SearchResultEntry person : directory.people()) {
      held.add(
          new State(
              person.getAttributeValue("uid"),
              person.getAttributeValueAsInteger("title"),
              !person.hasAttribute(Directory.LOCK),
              true));
    }
    Chronicle chronicle = Chronicle.of(directory.journal());
    return held(held)
        .plus(
            new Balance(
                List.of(),
                List.of(),
                chronicle.createdMoreThanOnce(),
                chronicle.writtenOutOfOrder()));
  }

  /** What a target that holds these users lost or has too much. */
  Balance held(Collection<State> held) {
    Map<String, State> surplus = new HashMap<>();
    List<String> doubled = new ArrayList<>();
    for (State state : held) {
      if (surplus.put(state.userName(), state) != null) {
        doubled.add(state.userName());
      }
    }
    List<String> lost = new ArrayList<>();
    for (Entry entry : ledger.entries()) {
      State state = entry.acknowledged();
      if (state.exists()) {
        State there = surplus.remove(state.userName());
        if (!state.equals(there)) {
          lost.add("the target should have " + state + " and has " + there);
        }
      }
    }
    return new Balance(
        lost, surplus.values().stream().map(State::toString).toList(), doubled, List.of());
  }
}
