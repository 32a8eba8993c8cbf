package io.tessera.bench.connectors;

import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates accounts by connectors and by bare clients, in turns, and lists them. Prints accounts a
 * second by each, the median of the rounds, and how much heap a listing holds.
 */
public final class ConnectorBench {
  private static final int THREADS = 4;
  private static final int PAGE = 1_000;
  private static final int PAGES_BETWEEN_LOOKS = 10;
  private static final double MEBIBYTE = 1024 * 1024;

  private final AtomicInteger names = new AtomicInteger();
  private final int rounds;
  private final int accounts;
  private final int listed;

  private ConnectorBench(int rounds, int accounts, int listed) {
    this.rounds = rounds;
    this.accounts = accounts;
    this.listed = listed;
  }

  /**
   * Measures.
   *
   * @param arguments rounds, accounts in each, accounts to be listed; in this order; then what is
   *     measured, all when nothing is named
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].startsWith("-")) {
      System.out.println(
          "bench/run-connectors [ROUNDS 7 [ACCOUNTS 2000 [LISTED 100000 [ldap] [jdbc] [scim]]]]");
      return;
    }
    new ConnectorBench(
            number(arguments, 0, 7), number(arguments, 1, 2_000), number(arguments, 2, 100_000))
        .run(List.of(arguments).subList(Math.min(3, arguments.length), arguments.length));
  }

  private static int number(String[] arguments, int at, int otherwise) {
    return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
  }

  private void run(List<String> names) throws Exception {
    Map<String, Callable<Counterpart>> all = new LinkedHashMap<>();
    all.put("ldap", DirectoryCounterpart::new);
    all.put("jdbc", TableCounterpart::new);
    all.put("scim", () -> new ServiceCounterpart(listed));
    for (Map.Entry<String, Callable<Counterpart>> each : all.entrySet()) {
      if (names.isEmpty() || names.contains(each.getKey())) {
        try (Counterpart counterpart = each.getValue().call()) {
          compare(counterpart);
          fill(counterpart);
          list(counterpart);
        }
      }
    }
  }

  /** A work that is done for an account of a name. */
  private interface Creation {
    void create(String name) throws Exception;
  }

  private void compare(Counterpart counterpart) throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> connector = new ArrayList<>();
    for (int round = -2; round < rounds; round++) {
      double without = perSecond(counterpart::createBare);
      double with = perSecond(name -> create(counterpart, name));
      if (round >= 0) {
        bare.add(without);
        connector.add(with);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,.0f accounts/s by the connector, %,.0f/s by a bare client: %.0f %%%n",
        counterpart.name(),
        median(connector),
        median(bare),
        100 * median(connector) / median(bare));
  }

  private double perSecond(Creation creation) throws Exception {
    return accounts / seconds(accounts, creation);
  }

  private double seconds(int many, Creation creation) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      long begin = System.nanoTime();
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<Void> part =
            () -> {
              for (int n = 0; n < many / THREADS; n++) {
                creation.create("u" + names.incrementAndGet());
              }
              return null;
            };
        parts.add(threads.submit(part));
      }
      for (Future<?> part : parts) {
        part.get();
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      threads.shutdownNow();
    }
  }

  private void create(Counterpart counterpart, String name) throws InterruptedException {
    Outcome outcome =
        counterpart
            .connector()
            .apply(
                new Operation(
                    new OperationKey(name),
                    Action.CREATE,
                    ObjectType.USER,
                    1,
                    null,
                    counterpart.account(name),
                    Activity.ENABLED,
                    MemberDelta.NONE));
    if (!(outcome instanceof Outcome.Applied)) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  /** Makes up for what is missing of the accounts to be listed. */
  private void fill(Counterpart counterpart) throws Exception {
    int there = accounts * 2 * (rounds + 2);
    if (counterpart.keeps() && there < listed) {
      seconds(listed - there, counterpart::createBare);
    }
  }

  private void list(Counterpart counterpart) throws InterruptedException {
    Searchable searchable = (Searchable) counterpart.connector();
    double before = heap();
    double most = before;
    int found = 0;
    int pages = 0;
    long begin = System.nanoTime();
    double lookingAtTheHeap = 0;
    Search search = Search.first(ObjectType.USER, PAGE);
    while (true) {
      Listing.Page page =
          searchable
              .search(search)
              .fold(
                  told -> told,
                  unreadable -> {
                    throw new IllegalStateException(unreadable.why().detail());
                  });
      found += page.accounts().size();
      if (++pages % PAGES_BETWEEN_LOOKS == 0) {
        long look = System.nanoTime();
        most = Math.max(most, heap());
        lookingAtTheHeap += (System.nanoTime() - look) / 1e9;
      }
      String next = page.next();
      if (next == null) {
        break;
      }
      search = search.after(next);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,d accounts listed in %.1f s; heap %.1f MiB before, %.1f MiB at most%n",
        counterpart.name(),
        found,
        (System.nanoTime() - begin) / 1e9 - lookingAtTheHeap,
        before,
        most);
  }

  /** In MiB, after a collection. */
  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
  }

  private static double median(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }
}
