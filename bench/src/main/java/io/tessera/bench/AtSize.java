package io.tessera.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The SCIM requests that must not get slower as users become very many. */
final class AtSize {
  private static final String USERS = "/scim2/Users";
  private static final int LARGE_GROUP = 100_000;
  private static final int SMALL_GROUP = 100;
  private static final int NEWCOMERS = 60_000;
  private static final int MEMBERS_AT_ONCE = 5_000;
  private static final int RECENT = 500;

  /** Which part of the warm-up a read has for itself, after all reads were warmed up together. */
  private static final int READS = 12;

  /** Which part a write has. */
  private static final int WRITES = 3;

  private static final Pattern MODIFIED = Pattern.compile("\"lastModified\":\"([^\"]+)\"");
  private static final Pattern LOCATION = Pattern.compile("(?i)location:\\s*\\S*/([^/\\s]+)");
  private static final String PATCH =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[%s]}";

  private final Options options;

  AtSize(Options options) {
    this.options = options;
  }

  void run(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database, options.data())) {
      Crowd crowd = new Crowd(rig.server(), options.connections());
      for (int size : options.sizes()) {
        grow(rig, crowd, size);
        new Round(rig, crowd, database, size).measure();
      }
    }
  }

  private static void grow(Rig rig, Crowd crowd, int size) throws IOException {
    long before = crowd.count();
    if (before < size) {
      double server = Processes.cpu(rig.server().pid());
      Load.Result load = crowd.growTo(size);
      Report.remark(
          "loaded %,d users by Bulk in %,.0f s, %,.0f/s, %.2f ms server CPU each; database %,d MiB",
          size - before,
          load.seconds(),
          (size - before) / load.seconds(),
          (Processes.cpu(rig.server().pid()) - server) * 1000 / (size - before),
          rig.databaseMiB());
    } else {
      Report.remark("found %,d users; database %,d MiB", before, rig.databaseMiB());
    }
  }

  /** All requests at one size. Those that only read come first. */
  private final class Round {
    private final Rig rig;
    private final Crowd crowd;
    private final Rig.Database database;
    private final long size;

    Round(Rig rig, Crowd crowd, Rig.Database database, long size) {
      this.rig = rig;
      this.crowd = crowd;
      this.database = database;
      this.size = size;
    }

    void measure() throws IOException {
      List<String> ids = crowd.someIds(size);
      String middle = Crowd.encoded(cursorInTheMiddle());
      Map<String, Supplier<String>> reads = reads(ids, middle, since());
      warmUp(List.copyOf(reads.values()));
      for (Map.Entry<String, Supplier<String>> read : reads.entrySet()) {
        reading(read.getKey(), read.getValue());
      }
      counted();
      patchActive(ids);
      creating();
      addMembers();
    }

    /** Paths by the names of the requests that only read. */
    private Map<String, Supplier<String>> reads(List<String> ids, String middle, String since) {
      Map<String, Supplier<String>> reads = new LinkedHashMap<>();
      reads.put("get", () -> USERS + "/" + pick(ids));
      reads.put("userName eq", () -> filtered("userName eq \"" + anyName() + "\""));
      reads.put("externalId eq", () -> filtered("externalId eq \"hr-" + anyCode() + "\""));
      reads.put("emails.value eq", () -> filtered("emails.value eq \"home." + anyName() + "\""));
      reads.put("displayName sw", () -> filtered("displayName sw \"Given" + anyHundred() + "\""));
      reads.put("meta.lastModified gt", () -> filtered("meta.lastModified gt \"" + since + "\""));
      reads.put(
          "two clauses with and",
          () -> filtered("name.familyName sw \"Family" + anyHundred() + "\" and active eq true"));
      reads.put("list of 100, first page by cursor", () -> USERS + "?count=100&cursor=");
      reads.put("list of 100, by cursor further on", () -> USERS + "?count=100&cursor=" + middle);
      return reads;
    }

    private static String filtered(String filter) {
      return USERS + "?count=20&filter=" + Crowd.encoded(filter);
    }

    /** All kinds of requests in turns, until the compiler has seen enough of them. */
    private void warmUp(List<Supplier<String>> reads) {
      String authorization = rig.server().authorization();
      new Measurement(rig, options)
          .warmUp(
              rig.server()::connect,
              i ->
                  Exchange.of(
                      () ->
                          HttpConnection.request(
                              "GET",
                              reads.get((int) Crowd.any(reads.size())).get(),
                              authorization,
                              ""),
                      Exchange.expecting(200, "\"id\"")));
    }

    private void reading(String name, Supplier<String> path) throws IOException {
      String authorization = rig.server().authorization();
      tell(
          name,
          READS,
          () -> HttpConnection.request("GET", path.get(), authorization, ""),
          200,
          "\"id\"");
    }

    /** Counting all is slow when they are many: one window, with what the others have warmed up. */
    private void counted() throws IOException {
      byte[] request =
          HttpConnection.request("GET", USERS + "?count=100", rig.server().authorization(), "");
      Measurement.Window window =
          new Measurement(rig, options)
              .window(
                  rig.server()::connect,
                  i -> Exchange.of(() -> request, Exchange.expecting(200, "totalResults")));
      Report.line(
          "list of 100, by index, counted, %,d users".formatted(size),
          database,
          window,
          Processes.residentMiB(rig.server().pid()));
    }

    /**
     * @param part of the warm-up requests that are its own
     */
    private void tell(String name, int part, Supplier<byte[]> request, int status, String expected)
        throws IOException {
      Measurement.Window window =
          new Measurement(rig, options.withWarmUpRequests(options.warmUpRequests() / part))
              .of(
                  rig.server()::connect,
                  i -> Exchange.of(request, Exchange.expecting(status, expected)));
      Report.line(
          "%s, %,d users".formatted(name, size),
          database,
          window,
          Processes.residentMiB(rig.server().pid()));
    }

    private void patchActive(List<String> ids) throws IOException {
      AtomicLong turn = new AtomicLong();
      String authorization = rig.server().authorization();
      tell(
          "PATCH active",
          WRITES,
          () -> {
            long now = turn.getAndIncrement();
            boolean active = now / ids.size() % 2 != 0;
            return HttpConnection.request(
                "PATCH",
                USERS + "/" + ids.get((int) (now % ids.size())),
                authorization,
                PATCH.formatted(
                    "{\"op\":\"replace\",\"path\":\"active\",\"value\":" + active + "}"));
          },
          200,
          "\"active\"");
    }

    private void creating() throws IOException {
      AtomicLong number = new AtomicLong();
      String prefix = "n" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
      String authorization = rig.server().authorization();
      tell(
          "create",
          WRITES,
          () ->
              HttpConnection.request(
                  "POST", USERS, authorization, Users.json(prefix, number.getAndIncrement())),
          201,
          "\"id\"");
    }

    private void addMembers() throws IOException {
      int members = size > LARGE_GROUP ? LARGE_GROUP : SMALL_GROUP;
      List<String> ids = crowd.firstIds(Math.min(size, members + (long) NEWCOMERS));
      String group = group(ids.subList(0, members));
      List<String> newcomers = ids.subList(members, ids.size());
      AtomicInteger turn = new AtomicInteger();
      String authorization = rig.server().authorization();
      tell(
          "PATCH one member, group of %,d".formatted(members),
          WRITES,
          () -> HttpConnection.request("PATCH", group, authorization, joins(newcomers, turn)),
          200,
          "\"id\"");
    }

    /** Everybody joins; when all are in, they leave one by one. */
    private String joins(List<String> newcomers, AtomicInteger turn) {
      int now = turn.getAndIncrement();
      String id = newcomers.get(now % newcomers.size());
      return PATCH.formatted(
          now / newcomers.size() % 2 == 0
              ? "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + id + "\"}]}"
              : "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + id + "\\\"]\"}");
    }

    /** Path of a new group with these members. */
    private String group(List<String> members) throws IOException {
      String body =
          "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"g"
              + System.currentTimeMillis()
              + "\"}";
      String head = rig.server().call("POST", "/scim2/Groups", body).head();
      String path = "/scim2/Groups/" + Crowd.first(LOCATION, head);
      for (int from = 0; from < members.size(); from += MEMBERS_AT_ONCE) {
        List<String> values = new ArrayList<>();
        members
            .subList(from, Math.min(members.size(), from + MEMBERS_AT_ONCE))
            .forEach(id -> values.add("{\"value\":\"" + id + "\"}"));
        rig.server()
            .call(
                "PATCH",
                path,
                PATCH.formatted("{\"op\":\"add\",\"path\":\"members\",\"value\":" + values + "}"));
      }
      return path;
    }

    /** When the last few hundred users began to be created. */
    private String since() throws IOException {
      return Crowd.first(MODIFIED, crowd.named(size - RECENT));
    }

    private String cursorInTheMiddle() throws IOException {
      Pattern next = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");
      String cursor = "";
      for (int page = 0; page < 4; page++) {
        String path = USERS + "?attributes=id&count=200&cursor=" + Crowd.encoded(cursor);
        cursor = Crowd.first(next, rig.server().call("GET", path, "").body());
      }
      return cursor;
    }

    private String anyName() {
      return Users.name(Crowd.PREFIX, Crowd.any(size));
    }

    private String anyCode() {
      return Users.code(Crowd.PREFIX, Crowd.any(size));
    }

    /** What the codes of a hundred users begin with. */
    private String anyHundred() {
      String code = anyCode();
      return code.substring(0, code.length() - 2);
    }

    private String pick(List<String> ids) {
      return ids.get((int) Crowd.any(ids.size()));
    }
  }
}
