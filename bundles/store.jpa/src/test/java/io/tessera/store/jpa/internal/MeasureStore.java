package io.tessera.store.jpa.internal;

import com.sun.management.OperatingSystemMXBean;
import io.tessera.model.AttributePath;
import io.tessera.model.Page;
import io.tessera.model.Query;
import io.tessera.model.Query.ByCursor;
import io.tessera.model.Query.ByIndex;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.store.kit.Samples;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Prints what each operation costs on a store that {@link FillStore} filled; same arguments. */
public final class MeasureStore {
  private static final String VIEWER = "resident";

  private final Store store;
  private final int users;
  private final Random random = new Random(1);

  private MeasureStore(Database database, int users) {
    this.store = new JpaStore(database);
    this.users = users;
  }

  public static void main(String[] args) throws SQLException, IOException {
    long start = System.nanoTime();
    try (Database database = FillStore.open(args)) {
      System.out.printf("%s opened in %d ms%n", args[1], (System.nanoTime() - start) / 1_000_000);
      new MeasureStore(database, Integer.parseInt(args[0])).run();
    }
  }

  private void run() {
    int many = Integer.getInteger("times", 2_000);
    int some = many / 10;
    measure("get", many, i -> get(ResourceId.of(BulkRows.id(any()))));
    measure("userName eq", many, i -> one(eq("userName", BulkRows.name(any()))));
    measure("externalId eq", many, i -> one(eq("externalId", "ext-" + BulkRows.name(any()))));
    measure("emails.value eq", many, i -> one(email(BulkRows.name(any()))));
    measure("userName eq, none", many, i -> find(eq("userName", "x" + i), byIndex(1, 20)));
    measure("displayName sw 1000", some, i -> find(batch(any()), byIndex(1, 20)));
    measure("familyName eq 1000", some, i -> find(family(any()), byIndex(1, 20)));
    measure("familyName eq, none", some, i -> find(family(-1), byIndex(1, 20)));
    measure("lastModified gt 1000", some, i -> find(late(1000), byIndex(1, 20)));
    measure("lastModified gt 20", some, i -> find(late(20), byIndex(1, 20)));
    measure(
        "sw and active",
        some,
        i -> find(new Filter.And(List.of(batch(any()), active())), byIndex(1, 20)));
    measure(
        "family and title",
        some,
        i ->
            find(
                new Filter.And(List.of(family(any()), compare("title", Operator.EQ, "Title1"))),
                byIndex(1, 20)));
    measure("list first 100", some, i -> find(null, new ByCursor(null, 100)));
    for (String by : List.of("", "userName", "displayName", "name.familyName")) {
      String deep = deep(by);
      measure("list deep 100 " + by, some, i -> sorted(by, false, new ByCursor(deep, 100)));
    }
    String back = store(null, sort("", false), new ByCursor(deep(""), 100)).previous();
    measure("list back 100", some, i -> find(null, new ByCursor(back, 100)));
    measure("list 100, startIndex 1", 10, i -> find(null, byIndex(1, 100)));
    measure("list 100, startIndex deep", 5, i -> find(null, byIndex(users / 2, 100)));
    measure("active eq true", 5, i -> find(active(), byIndex(1, 20)));
    measure("lastModified gt all", 5, i -> find(late(users), byIndex(1, 20)));
    measure("patch active", some * 3, i -> patch(ResourceId.of(BulkRows.id(any()))));
    measure("create", some * 3, i -> create());
    measure("add member", some, i -> member(any(), true));
    measure("remove member", some, i -> member(any(), false));
    measure(
        "members eq",
        some,
        i ->
            store.read(
                tx ->
                    tx.resources()
                        .find(
                            VIEWER,
                            BulkRows.DOMAIN,
                            BuiltInSchemas.of(ResourceType.GROUP),
                            new Query(
                                new Filter.And(
                                    List.of(
                                        eq("id", BulkRows.groupId(0)),
                                        eq("members", BulkRows.id(any())))),
                                null,
                                byIndex(1, 20)))));
    measure(
        "groups.value eq",
        3,
        i ->
            find(
                new Filter.Compare(
                    AttributePath.of("groups", "value"),
                    Operator.EQ,
                    Value.text(BulkRows.groupId(0))),
                byIndex(1, 20)));
  }

  private int any() {
    return random.nextInt(users);
  }

  private void measure(String what, int times, IntConsumer work) {
    if (!what.matches(System.getProperty("only", ".*"))) {
      return;
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int i = 0; i < Math.min(times, Integer.getInteger("warm", 1_000)); i++) {
      work.accept(i);
    }
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.accept(i);
    }
    System.out.printf(
        "%-28s %9.3f ms  %8.3f ms CPU%n",
        what,
        (System.nanoTime() - wall) / 1e6 / times,
        (system.getProcessCpuTime() - cpu) / 1e6 / times);
  }

  private void get(ResourceId id) {
    store.read(
        tx -> {
          tx.resources().find(VIEWER, ResourceType.USER, id).orElseThrow();
          return tx.memberships().groupsOf(List.of(id));
        });
  }

  private void one(Filter filter) {
    long total = find(filter, byIndex(1, 20)).total().orElseThrow();
    if (total != 1) {
      throw new IllegalStateException(filter + " found " + total);
    }
  }

  private Page<Resource> find(Filter filter, Query.Paging paging) {
    return store(filter, null, paging);
  }

  private Page<Resource> sorted(String by, boolean descending, Query.Paging paging) {
    return store(null, sort(by, descending), paging);
  }

  private Page<Resource> store(Filter filter, Query.Sort sort, Query.Paging paging) {
    return store.read(
        tx ->
            tx.resources()
                .find(
                    VIEWER,
                    BulkRows.DOMAIN,
                    BuiltInSchemas.of(ResourceType.USER),
                    new Query(filter, sort, paging)));
  }

  /** The cursor in the middle of the list. */
  private String deep(String by) {
    Resource middle =
        store(eq("userName", BulkRows.name(users / 2)), null, byIndex(1, 1)).items().get(0);
    Query.Sort sort = sort(by, false);
    Sorting sorting =
        Sorting.of(
            BuiltInSchemas.of(ResourceType.USER),
            BulkRows.DOMAIN,
            VIEWER,
            java.util.Optional.ofNullable(sort),
            io.tessera.store.jpa.internal.filter.Condition.all());
    String name = ResourceType.USER + "|" + BulkRows.DOMAIN + "|" + VIEWER + "|null|" + sort;
    return sorting.cursor(middle, false).text(name);
  }

  private static Query.Sort sort(String by, boolean descending) {
    return by.isEmpty() ? null : new Query.Sort(path(by), descending);
  }

  private static AttributePath path(String by) {
    int dot = by.indexOf('.');
    return dot < 0
        ? AttributePath.of(by)
        : AttributePath.of(by.substring(0, dot), by.substring(dot + 1));
  }

  private static ByIndex byIndex(int start, int count) {
    return new ByIndex(start, count);
  }

  private static Filter eq(String name, String value) {
    return compare(name, Operator.EQ, value);
  }

  private static Filter compare(String name, Operator operator, String value) {
    return new Filter.Compare(path(name), operator, Value.text(value));
  }

  private static Filter email(String name) {
    return compare("emails.value", Operator.EQ, name + "@EXAMPLE.com");
  }

  private static Filter batch(int n) {
    return compare("displayName", Operator.SW, "Batch" + n / BulkRows.BATCH + " ");
  }

  private Filter family(int n) {
    int families = Math.max(1, users / BulkRows.BATCH);
    return compare("name.familyName", Operator.EQ, "Family" + (n < 0 ? "x" : n % families));
  }

  private Filter late(int matches) {
    long millis = BulkRows.created(users - matches) - 1;
    return compare("meta.lastModified", Operator.GT, Instant.ofEpochMilli(millis).toString());
  }

  private static Filter active() {
    return new Filter.Compare(AttributePath.of("active"), Operator.EQ, Value.bool(true));
  }

  private void patch(ResourceId id) {
    store.write(
        tx -> {
          tx.configurations().version();
          Resource before =
              tx.resources().findForUpdate(VIEWER, ResourceType.USER, id).orElseThrow();
          Resource after =
              keepingTime(before, before.attributes().with("active", Value.bool(!before.active())));
          tx.resources().update(VIEWER, Samples.schema(after), before, after, PasswordChange.KEEP);
          tx.record(Samples.change(before, after), List.of());
          return after;
        });
  }

  /** So that measuring again finds the same. */
  private static Resource keepingTime(Resource before, io.tessera.model.Attributes attributes) {
    return new Resource(
        before.type(),
        before.id(),
        before.domain(),
        before.version() + 1,
        before.created(),
        before.lastModified(),
        before.externalId(),
        attributes);
  }

  private Resource create() {
    String name = "new" + UUID.randomUUID();
    Resource user = Samples.withExternalId(Samples.user("OTHER", name), "ext-" + name);
    store.write(
        tx -> {
          tx.configurations().version();
          tx.resources().insert(VIEWER, Samples.schema(user), user, null);
          tx.record(Samples.change(null, user), List.of());
          return user;
        });
    return user;
  }

  private void member(int n, boolean add) {
    ResourceId group = ResourceId.of(BulkRows.groupId(0));
    List<ResourceId> who = List.of(ResourceId.of(BulkRows.id(n)));
    store.write(
        tx -> {
          tx.configurations().version();
          Resource before =
              tx.resources().findForUpdate(VIEWER, ResourceType.GROUP, group).orElseThrow();
          var delta = tx.memberships().change(group, add ? who : List.of(), add ? List.of() : who);
          Resource after = keepingTime(before, before.attributes());
          tx.resources().update(VIEWER, Samples.schema(after), before, after, PasswordChange.KEEP);
          tx.record(Samples.change(before, after, delta), List.of());
          return after;
        });
  }
}
