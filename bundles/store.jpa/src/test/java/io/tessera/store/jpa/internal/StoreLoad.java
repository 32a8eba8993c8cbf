package io.tessera.store.jpa.internal;

import com.sun.management.OperatingSystemMXBean;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Query;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.store.kit.PostgresServer;
import io.tessera.store.kit.Samples;
import io.tessera.store.kit.StoreUnderTest;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Resources.PasswordChange;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Loads a store and prints how fast it was: {@code derby|postgresql USERS [MEASURED]}. CPU is that
 * of this process; a PostgreSQL server's own is not in it. {@code -Donly=REGEX} picks measurements.
 */
public final class StoreLoad {
  private static final int THREADS = 16;

  private final StoreUnderTest stores;
  private final String domain = Samples.newDomain();
  private final List<Known> users = new ArrayList<>();

  private record Known(ResourceId id, String name) {}

  private StoreLoad(StoreUnderTest stores) {
    this.stores = stores;
  }

  public static void main(String[] args) throws SQLException, IOException {
    int size = Integer.parseInt(args[1]);
    int measured = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
    if (args[0].equals("derby")) {
      Path folder = Files.createTempDirectory("tessera-load");
      long start = System.nanoTime();
      try (Database database = OpenDatabases.derby("jdbc:derby:" + folder.resolve("db"))) {
        System.out.printf("first start %d ms%n", (System.nanoTime() - start) / 1_000_000);
        new StoreLoad(OpenDatabases.store(database)).run(size, measured);
      }
      start = System.nanoTime();
      OpenDatabases.derby("jdbc:derby:" + folder.resolve("db")).close();
      System.out.printf("second start %d ms%n", (System.nanoTime() - start) / 1_000_000);
      OpenDatabases.delete(folder);
    } else {
      try (PostgresServer server = PostgresServer.start();
          Database database = OpenDatabases.postgresql(server)) {
        new StoreLoad(OpenDatabases.store(database)).run(size, measured);
      }
    }
  }

  private void run(int size, int measured) {
    Random random = new Random(1);
    create(2_000, null);
    measure("warm-up creates", 4_000, i -> create(1, null));
    if (size > users.size()) {
      measure("fill", size - users.size(), i -> create(1, null));
    }
    measure("create", measured, i -> create(1, null));
    UUID target = UUID.randomUUID();
    int index = users.size();
    List<Known> known = List.copyOf(users);
    IntConsumer get = i -> get(known.get(random.nextInt(index)));
    measure("get warm-up", measured, get);
    measure("get with groups", measured, get);
    IntConsumer byName = i -> byName(known.get(random.nextInt(index)));
    measure("userName eq warm-up", measured, byName);
    measure("userName eq", measured, byName);
    measure("emails.value eq", measured, i -> byEmail(known.get(random.nextInt(index))));
    measure("list page of 20", 1_000, i -> list());
    measure("update active", measured, i -> update(known.get(random.nextInt(index))));
    measure("create with one target", measured, i -> create(1, target));
    drain("claim + complete (create)", target);
    measure("enqueue updates", measured, i -> enqueue(known.get(i % index), target));
    drain("claim + complete (more)", target);
  }

  private void measure(String what, int times, IntConsumer work) {
    if (!what.matches(System.getProperty("only", ".*"))) {
      return;
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    AtomicInteger next = new AtomicInteger();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = next.getAndIncrement(); i < times; i = next.getAndIncrement()) {
                  work.accept(i);
                }
              });
      thread.setUncaughtExceptionHandler((th, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    threads.forEach(StoreLoad::join);
    failures.forEach(Throwable::printStackTrace);
    report(what, times, System.nanoTime() - wall, system.getProcessCpuTime() - cpu);
  }

  private static void report(String what, int times, long wall, long cpu) {
    System.out.printf(
        "%-28s %8d  %8.0f/s  %6.3f ms CPU%n", what, times, times * 1e9 / wall, cpu / 1e6 / times);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private void create(int times, UUID target) {
    List<UUID> targets = target == null ? List.of() : List.of(target);
    for (int i = 0; i < times; i++) {
      Resource user = sample();
      stores
          .store()
          .write(
              tx -> {
                tx.configurations().version();
                tx.resources().insert(Samples.VIEWER, Samples.schema(user), user, null);
                tx.record(Samples.change(null, user), targets);
                return user;
              });
      synchronized (users) {
        users.add(new Known(user.id(), user.name()));
      }
    }
  }

  /** About 1.2 kB. */
  private Resource sample() {
    String name = "user" + UUID.randomUUID();
    Resource plain = Samples.user(domain, name);
    Attributes attributes =
        plain
            .attributes()
            .with("title", Value.text("t".repeat(100)))
            .with("profileUrl", Value.text("https://example.com/" + "p".repeat(200)))
            .with("nickName", Value.text("n".repeat(300)));
    return Samples.withExternalId(Samples.user(domain, attributes), "ext-" + name);
  }

  private void get(Known user) {
    stores
        .store()
        .read(
            tx -> {
              tx.resources().find(Samples.VIEWER, ResourceType.USER, user.id()).orElseThrow();
              return tx.memberships().groupsOf(List.of(user.id()));
            });
  }

  private void byName(Known user) {
    find(AttributePath.of("userName"), user.name());
  }

  private void byEmail(Known user) {
    find(AttributePath.of("emails", "value"), user.name() + "@home.test");
  }

  private void find(AttributePath path, String value) {
    Filter filter = new Filter.Compare(path, Filter.Operator.EQ, Value.text(value));
    Query query = new Query(filter, null, 1, 100);
    long total =
        stores
            .store()
            .read(
                tx ->
                    tx.resources()
                        .find(Samples.VIEWER, domain, BuiltInSchemas.of(ResourceType.USER), query))
            .total()
            .orElseThrow();
    if (total != 1) {
      throw new IllegalStateException(path + " found " + total);
    }
  }

  private void list() {
    Query query = new Query(null, null, 1, 20);
    stores
        .store()
        .read(
            tx ->
                tx.resources()
                    .find(Samples.VIEWER, domain, BuiltInSchemas.of(ResourceType.USER), query));
  }

  private void update(Known user) {
    write(user, List.of());
  }

  private void enqueue(Known user, UUID target) {
    write(user, List.of(target));
  }

  private void write(Known user, List<UUID> targets) {
    stores
        .store()
        .write(
            tx -> {
              tx.configurations().version();
              Resource before =
                  tx.resources()
                      .findForUpdate(Samples.VIEWER, ResourceType.USER, user.id())
                      .orElseThrow();
              Attributes attributes =
                  before.attributes().with("active", Value.bool(!before.active()));
              Resource after = Samples.next(before, attributes);
              tx.resources()
                  .update(
                      Samples.VIEWER, Samples.schema(after), before, after, PasswordChange.KEEP);
              tx.record(Samples.change(before, after), targets);
              return after;
            });
  }

  private void drain(String what, UUID target) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    int lanes = 0;
    List<Lane> claimed = stores.lanes().claim(target, "load", 64, Duration.ofMinutes(1));
    while (!claimed.isEmpty()) {
      lanes += claimed.size();
      stores.lanes().complete(claimed.stream().map(StoreLoad::done).toList());
      claimed = stores.lanes().claim(target, "load", 64, Duration.ofMinutes(1));
    }
    report(what, lanes, System.nanoTime() - wall, system.getProcessCpuTime() - cpu);
  }

  private static Completion done(Lane lane) {
    List<Completion.Finished> all =
        lane.queue().stream()
            .map(q -> new Completion.Finished(q.operation(), Completion.End.DONE, ""))
            .toList();
    AccountLink link =
        new AccountLink(
            "cn=" + lane.key().resource(),
            AccountLink.State.ACTIVE,
            lane.queue().get(lane.queue().size() - 1).version());
    return Completion.done(lane.key(), lane.epoch(), all, new Completion.LinkChange.Put(link));
  }
}
