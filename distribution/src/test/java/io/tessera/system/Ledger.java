package io.tessera.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a client was told: for each user the last acknowledged state, and what was asked since. */
final class Ledger {
  /**
   * A state of a user.
   *
   * @param number one more with each change; kept in the title
   */
  record State(String userName, int number, boolean active, boolean exists) {
    static final State NOTHING = new State("", 0, false, false);

    boolean isThatOf(Optional<JsonNode> user) {
      return user.isEmpty()
          ? !exists
          : exists
              && user.get().path("userName").asText().equals(userName)
              && user.get().path("title").asText().equals(Integer.toString(number))
              && user.get().path("active").asBoolean() == active;
    }
  }

  /** One user; used by one thread at a time. */
  static final class Entry {
    private final String name;
    private @Nullable String id;
    private State acknowledged = State.NOTHING;
    private @Nullable State asked;

    private Entry(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    Optional<String> id() {
      return Optional.ofNullable(id);
    }

    State acknowledged() {
      return acknowledged;
    }

    /** What was asked and never answered. */
    Optional<State> inDoubt() {
      return Optional.ofNullable(asked);
    }

    void asking(State state) {
      asked = state;
    }

    void created(String newId) {
      id = newId;
    }

    /** Takes what was asked for done. */
    void answered() {
      acknowledged = inDoubt().orElseThrow();
      asked = null;
    }

    /** Takes what the server says where both answers are right. */
    void settle(Optional<JsonNode> user) {
      State doubtful = inDoubt().orElseThrow();
      asked = null;
      if (doubtful.isThatOf(user)) {
        acknowledged = doubtful;
        id = user.map(u -> u.path("id").asText()).orElse(id);
      }
    }
  }

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger acknowledgements = new AtomicInteger();

  Entry newEntry(String name) {
    Entry entry = new Entry(name);
    entries.add(entry);
    return entry;
  }

  void acknowledged(Entry entry) {
    entry.answered();
    acknowledgements.incrementAndGet();
  }

  /** How many writes were acknowledged so far. */
  int acknowledgements() {
    return acknowledgements.get();
  }

  List<Entry> entries() {
    return new ArrayList<>(entries);
  }
}
