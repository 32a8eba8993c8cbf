package io.tessera.system;

import static io.tessera.system.User.user;

import io.tessera.system.Ledger.Entry;
import io.tessera.system.Ledger.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Creates, changes, disables, renames and deletes users until the server is gone. */
final class KillClient implements Runnable {
  private final Http http;
  private final Ledger ledger;
  private final String prefix;
  private final Random random;
  private final List<Entry> mine = new ArrayList<>();
  private volatile String refused = "";

  KillClient(Http http, Ledger ledger, String prefix, long seed) {
    this.http = http;
    this.ledger = ledger;
    this.prefix = prefix;
    this.random = new Random(seed);
  }

  /** What the server refused, which it should not have; empty for nothing. */
  String refused() {
    return refused;
  }

  @Override
  public void run() {
    try {
      while (refused.isEmpty()) {
        if (mine.isEmpty() || random.nextInt(10) < 6) {
          create();
        } else {
          change(mine.get(random.nextInt(mine.size())));
        }
      }
    } catch (IOException killed) {
      // the last request stays in doubt
    }
  }

  private void create() throws IOException {
    Entry entry = ledger.newEntry(prefix + mine.size());
    State state = new State(entry.name(), 1, true, true);
    entry.asking(state);
    Http.Answer answer = http.post("/scim2/Users", json(state));
    if (accepted(answer)) {
      entry.created(answer.id());
      ledger.acknowledged(entry);
      mine.add(entry);
    }
  }

  private void change(Entry entry) throws IOException {
    State before = entry.acknowledged();
    if (!before.exists()) {
      return;
    }
    State after = next(before, entry.name());
    entry.asking(after);
    String path = "/scim2/Users/" + entry.id().orElseThrow();
    if (accepted(after.exists() ? http.put(path, json(after)) : http.delete(path))) {
      ledger.acknowledged(entry);
    }
  }

  private State next(State before, String name) {
    int number = before.number() + 1;
    return switch (random.nextInt(8)) {
      case 0 -> new State(before.userName(), number, true, false);
      case 1, 2 -> new State(before.userName(), number, !before.active(), true);
      case 3, 4 -> new State(name + "-" + number, number, before.active(), true);
      default -> new State(before.userName(), number, before.active(), true);
    };
  }

  private boolean accepted(Http.Answer answer) {
    if (answer.status() >= 300) {
      refused = answer.status() + " " + answer.text();
      return false;
    }
    return true;
  }

  private static String json(State state) {
    User user = user(state.userName()).title(Integer.toString(state.number()));
    return (state.active() ? user : user.disabled()).json();
  }
}
