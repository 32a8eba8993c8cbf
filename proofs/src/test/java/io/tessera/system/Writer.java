package io.tessera.system;

import static io.tessera.system.User.user;

import io.tessera.system.Ledger.Entry;
import io.tessera.system.Ledger.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A client that creates, changes, disables, renames and deletes users until it is told to stop. A
 * write without an answer, or with an error of the server's, stays in doubt in the ledger, and its
 * user is left alone from then on.
 */
final class Writer implements Runnable {
  private final Http http;
  private final Ledger ledger;
  private final String prefix;
  private final Random random;
  private final Duration pause;
  private final Duration rest;
  private final List<Entry> mine = new ArrayList<>();
  private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
  private int created;
  private volatile boolean stopped;
  private volatile String wrong = "";
  private volatile long slowestRefusalMillis;
  private volatile int unanswered;

  /**
   * A client.
   *
   * @param prefix its users' names begin so
   * @param pause between two writes
   */
  Writer(Http http, Ledger ledger, String prefix, long seed, Duration pause) {
    this(http, ledger, prefix, seed, pause, Duration.ofMillis(100));
  }

  /**
   * A client.
   *
   * @param rest after a write that was not acknowledged
   */
  Writer(Http http, Ledger ledger, String prefix, long seed, Duration pause, Duration rest) {
    this.http = http;
    this.ledger = ledger;
    this.prefix = prefix;
    this.random = new Random(seed);
    this.pause = pause;
    this.rest = rest;
  }

  /** Refusals that an outage does not explain; empty for none. */
  String wrong() {
    return wrong;
  }

  /** How often each status of 429 and above was answered. */
  Map<Integer, Integer> refusals() {
    return Map.copyOf(refusals);
  }

  long slowestRefusalMillis() {
    return slowestRefusalMillis;
  }

  /** Requests that ended without an answer. */
  int unanswered() {
    return unanswered;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped && wrong.isEmpty()) {
      Entry entry = next();
      wait(write(entry) ? pause : rest);
    }
  }

  private Entry next() {
    if (mine.isEmpty() || random.nextInt(10) < 5) {
      Entry entry = ledger.newEntry(prefix + created++);
      entry.asking(new State(entry.name(), 1, true, true));
      return entry;
    }
    Entry entry = mine.get(random.nextInt(mine.size()));
    entry.asking(changed(entry.acknowledged(), entry.name()));
    return entry;
  }

  private State changed(State before, String name) {
    int number = before.number() + 1;
    return switch (random.nextInt(8)) {
      case 0 -> new State(before.userName(), number, true, false);
      case 1, 2 -> new State(before.userName(), number, !before.active(), true);
      case 3 -> new State(name + "-" + number, number, before.active(), true);
      default -> new State(before.userName(), number, before.active(), true);
    };
  }

  private boolean write(Entry entry) {
    State state = entry.inDoubt().orElseThrow();
    long begin = System.nanoTime();
    try {
      Http.Answer answer = send(entry, state);
      if (answer.status() < 300) {
        acknowledged(entry, state, answer);
        return true;
      }
      refused(answer, Duration.ofNanos(System.nanoTime() - begin));
    } catch (IOException gone) {
      unanswered++;
    }
    mine.remove(entry);
    return false;
  }

  private Http.Answer send(Entry entry, State state) throws IOException {
    if (entry.id().isEmpty()) {
      return http.post("/scim2/Users", json(state));
    }
    String path = "/scim2/Users/" + entry.id().get();
    return state.exists() ? http.put(path, json(state)) : http.delete(path);
  }

  private void acknowledged(Entry entry, State state, Http.Answer answer) {
    if (entry.id().isEmpty()) {
      entry.created(answer.id());
      mine.add(entry);
    }
    ledger.acknowledged(entry);
    if (!state.exists()) {
      mine.remove(entry);
    }
  }

  private void refused(Http.Answer answer, Duration took) {
    if (answer.status() < 500 && answer.status() != 429) {
      wrong = answer.status() + " " + answer.text();
    }
    refusals.merge(answer.status(), 1, Integer::sum);
    slowestRefusalMillis = Math.max(slowestRefusalMillis, took.toMillis());
  }

  private static void wait(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while writing", end);
    }
  }

  private static String json(State state) {
    User user = user(state.userName()).title(Integer.toString(state.number()));
    return (state.active() ? user : user.disabled()).json();
  }
}
