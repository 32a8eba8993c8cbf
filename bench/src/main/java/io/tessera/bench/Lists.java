package io.tessera.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The lists of the administration API with very many users, each with an operation that waits at a
 * target in maintenance.
 */
final class Lists {
  private static final String API = "/api/v1/";
  private static final String TARGET = "directory";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final Options options;

  Lists(Options options) {
    this.options = options;
  }

  void run(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database, options.data());
        LdapDirectory directory = LdapDirectory.start(options.home())) {
      Crowd crowd = new Crowd(rig.server(), options.connections());
      if (crowd.count() == 0) {
        Targets targets = new Targets(rig.server());
        targets.maintenance(targets.add(TARGET, directory.settings()), true);
      }
      for (int size : options.sizes()) {
        crowd.growTo(size);
        Report.remark("%,d users and operations; database %,d MiB", size, rig.databaseMiB());
        measure(rig, database, size, lists(size, target(rig.server()), crowd.someIds(size)));
      }
    }
  }

  private static String target(Server server) throws IOException {
    return Crowd.first(ID, server.call("GET", API + "targets?name=" + TARGET, "").body());
  }

  private void measure(
      Rig rig, Rig.Database database, long size, Map<String, Supplier<String>> lists)
      throws IOException {
    for (Map.Entry<String, Supplier<String>> list : lists.entrySet()) {
      String authorization = rig.server().authorization();
      Measurement.Window window =
          new Measurement(rig, options.withWarmUpRequests(options.warmUpRequests() / lists.size()))
              .of(
                  rig.server()::connect,
                  i ->
                      Exchange.of(
                          () ->
                              HttpConnection.request(
                                  "GET", API + list.getValue().get(), authorization, ""),
                          Exchange.expecting(200, "{")));
      Report.line(
          "%s, %,d users and operations".formatted(list.getKey(), size),
          database,
          window,
          Processes.residentMiB(rig.server().pid()));
    }
  }

  /**
   * Paths by what they are.
   *
   * @param target id of the one that everything waits for
   * @param ids of some users
   */
  private static Map<String, Supplier<String>> lists(long size, String target, List<String> ids) {
    Supplier<String> anybody = () -> ids.get((int) Crowd.any(ids.size()));
    Map<String, Supplier<String>> lists = new LinkedHashMap<>();
    lists.put("me", () -> "me");
    lists.put("users", () -> "users?limit=50");
    lists.put("users by a short beginning", () -> "users?limit=50&q=" + Crowd.PREFIX);
    lists.put(
        "users by a name", () -> "users?limit=50&q=" + Users.name(Crowd.PREFIX, Crowd.any(size)));
    lists.put("users switched off", () -> "users?limit=50&active=false");
    lists.put("search", () -> "search?q=" + Users.name(Crowd.PREFIX, Crowd.any(size)));
    lists.put("operations", () -> "operations?limit=50");
    lists.put("operations of a target", () -> "operations?limit=50&target=" + TARGET);
    lists.put("operations that are dead", () -> "operations?limit=50&state=dead,held");
    lists.put("operations that were discarded", () -> "operations?limit=50&state=discarded");
    lists.put("operations that failed", () -> "operations?limit=50&failure=invalid");
    lists.put(
        "operations of a person",
        () -> "operations?limit=50&q=" + Users.name(Crowd.PREFIX, Crowd.any(size)));
    lists.put("accounts of a target", () -> "targets/" + target + "/accounts?limit=50");
    lists.put("accounts of a person", () -> "accounts?resource=" + anybody.get());
    lists.put("placements of a person", () -> "placements?resource=" + anybody.get());
    lists.put("how one target is", () -> "targets/" + target + "/status");
    lists.put("how all targets are", () -> "target-status");
    lists.put("audit", () -> "audit?limit=50");
    lists.put("overview", () -> "overview");
    lists.put("runs", () -> "runs");
    lists.put("entitlements", () -> "entitlements?limit=50");
    return lists;
  }
}
