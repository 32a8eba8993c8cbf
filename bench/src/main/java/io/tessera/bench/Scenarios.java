package io.tessera.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** What is measured. Each starts from an empty server. */
final class Scenarios {
  private static final int FEW = 1_000;
  private static final int STARTS = 5;
  private static final int PAIRS = 4;
  private static final long DRAIN_SECONDS = 300;

  private final Options options;

  Scenarios(Options options) {
    this.options = options;
  }

  void run(String name) throws IOException, InterruptedException {
    for (Rig.Database database : options.databases()) {
      switch (name) {
        case "create" -> create(database);
        case "get" -> get(database);
        case "find" -> find(database, FEW);
        case "find-many" -> find(database, options.many());
        case "deliver" -> deliver(database);
        case "drain" -> drain(database);
        case "hang" -> hang(database);
        case "tls" -> tls(database);
        case "sign-in" -> signIn(database);
        case "size" -> new AtSize(options).run(database);
        case "lists" -> new Lists(options).run(database);
        case "start" -> {
          if (database == Rig.Database.DERBY) {
            coldStart();
          }
        }
        default -> throw new IllegalArgumentException("there is no scenario " + name);
      }
    }
  }

  private void create(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database)) {
      Population users = new Population(rig.server(), "c");
      Measurement.Window window =
          new Measurement(rig, options).of(rig.server()::connect, i -> users.creating());
      tell("create, no target", database, window, rig);
    }
  }

  private void get(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database)) {
      Population users = populated(rig, FEW);
      Measurement.Window window =
          new Measurement(rig, options).of(rig.server()::connect, i -> users.getting());
      tell("get by id, %,d users".formatted(FEW), database, window, rig);
    }
  }

  private void find(Rig.Database database, int many) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database)) {
      Population users = populated(rig, many);
      Measurement.Window window =
          new Measurement(rig, options).of(rig.server()::connect, i -> users.finding());
      tell("userName eq, %,d users".formatted(many), database, window, rig);
    }
  }

  private Population populated(Rig rig, int many) {
    Population users = new Population(rig.server(), "p");
    Load.forSeconds(options.connections(), 3600, rig.server()::connect, i -> users.creating(many));
    return users;
  }

  /**
   * Creates until warm, lets all arrive, then measures from the first request to the last entry.
   */
  private void deliver(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database);
        LdapDirectory directory = LdapDirectory.start(options.home())) {
      Targets targets = new Targets(rig.server());
      String target = targets.add("directory", directory.settings());
      Population users = new Population(rig.server(), "d");
      new Measurement(rig, options).warmUp(rig.server()::connect, i -> users.creating());
      targets.awaitDrained(target, DRAIN_SECONDS);
      List<Measurement.Window> windows = new ArrayList<>();
      double directoryCpu = Processes.cpu(directory.pid());
      long before = users.size();
      for (int i = 0; i < options.windows(); i++) {
        windows.add(delivered(rig, users, targets, target));
      }
      directoryCpu = (Processes.cpu(directory.pid()) - directoryCpu) * 1000;
      Measurement.Window medians = Measurement.medians(windows);
      tell("create and deliver to LDAP, until all arrived", database, medians, rig);
      Report.remark(
          "  the directory took %.2f ms CPU for each user", directoryCpu / (users.size() - before));
    }
  }

  /** Lets a queue build up while the target is in maintenance, then measures how it drains. */
  private void drain(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database);
        LdapDirectory directory = LdapDirectory.start(options.home())) {
      Targets targets = new Targets(rig.server());
      String target = targets.add("directory", directory.settings());
      Population users = new Population(rig.server(), "q");
      new Measurement(rig, options).warmUp(rig.server()::connect, i -> users.creating());
      targets.awaitDrained(target, DRAIN_SECONDS);
      List<Measurement.Window> windows = new ArrayList<>();
      for (int i = 0; i < options.windows(); i++) {
        windows.add(drained(rig, users, targets, target));
      }
      tell("drain a queue to LDAP", database, Measurement.medians(windows), rig);
    }
  }

  private Measurement.Window drained(Rig rig, Population users, Targets targets, String target)
      throws IOException, InterruptedException {
    targets.maintenance(target, true);
    create(rig, users, options.windowSeconds());
    long queued = targets.waiting(target);
    targets.maintenance(target, false);
    long begin = System.nanoTime();
    double server = Processes.cpu(rig.server().pid());
    double database = rig.databaseCpu();
    targets.awaitDrained(target, DRAIN_SECONDS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Measurement.Window(
        queued / seconds,
        (Processes.cpu(rig.server().pid()) - server) * 1000 / queued,
        (rig.databaseCpu() - database) * 1000 / queued,
        0,
        0);
  }

  private Measurement.Window delivered(Rig rig, Population users, Targets targets, String target)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    double server = Processes.cpu(rig.server().pid());
    double database = rig.databaseCpu();
    Load.Result load = create(rig, users, options.windowSeconds());
    targets.awaitDrained(target, DRAIN_SECONDS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Measurement.Window(
        load.requests() / seconds,
        (Processes.cpu(rig.server().pid()) - server) * 1000 / load.requests(),
        (rig.databaseCpu() - database) * 1000 / load.requests(),
        load.millisAt(0.5),
        load.millisAt(0.99));
  }

  private Load.Result create(Rig rig, Population users, double seconds) {
    return Load.forSeconds(
        options.connections(), seconds, rig.server()::connect, i -> users.creating());
  }

  /** Without and with a target that hangs, in turns on the same server, so that noise hits both. */
  private void hang(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database);
        HungTarget hung = HungTarget.start();
        LdapDirectory directory = LdapDirectory.start(options.home())) {
      Targets targets = new Targets(rig.server());
      String well = targets.add("directory", directory.settings());
      Population users = new Population(rig.server(), "h");
      Measurement measurement = new Measurement(rig, options);
      measurement.warmUp(rig.server()::connect, i -> users.creating());
      List<Measurement.Window> without = new ArrayList<>();
      List<Measurement.Window> with = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        targets.awaitDrained(well, DRAIN_SECONDS);
        String second = targets.add("answers" + i, directory.settings());
        without.add(measurement.window(rig.server()::connect, c -> users.creating()));
        targets.awaitDrained(well, DRAIN_SECONDS);
        targets.awaitDrained(second, DRAIN_SECONDS);
        targets.remove(second);
        String dead =
            targets.add("hangs" + i, LdapDirectory.settings(hung.port(), "never-looked-at"));
        with.add(measurement.window(rig.server()::connect, c -> users.creating()));
        targets.remove(dead);
      }
      tell("create, two targets, both well", database, Measurement.medians(without), rig);
      tell("create, two targets, one hung", database, Measurement.medians(with), rig);
    }
  }

  private void tls(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database)) {
      Population users = populated(rig, FEW);
      SSLContext context = Tls.trusting(rig.server().certificate());
      Measurement.Window window =
          new Measurement(rig, options)
              .of(
                  () -> new HttpConnection(context.getSocketFactory(), rig.server().httpsPort()),
                  i -> users.getting());
      tell("get by id over TLS, %,d users".formatted(FEW), database, window, rig);
    }
  }

  /** People who have an account already, and of whom nothing new is told. */
  private void signIn(Rig.Database database) throws IOException, InterruptedException {
    try (Rig rig = Rig.start(options.home(), database)) {
      SignIns people = new SignIns(rig.server(), SignInParty.create());
      Measurement.Window window =
          new Measurement(rig, options).of(rig.server()::connect, i -> people.arriving());
      tell("sign-in by token, nothing new", database, window, rig);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** From nothing, and again with the data and the class archive that the first life left. */
  private void coldStart() throws IOException, InterruptedException {
    List<double[]> first = new ArrayList<>();
    List<double[]> later = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      long before = System.nanoTime();
      try (Server server = Server.start(options.home(), Map.of())) {
        first.add(figures((System.nanoTime() - before) / 1e6, server));
        server.stop();
        later.add(figures(server.start(), server));
      }
    }
    Report.remark("start to ready, median of %d (wall ms / CPU s / RSS MiB)", STARTS);
    Report.remark("  empty data directory: %s", medianOf(first));
    Report.remark("  later:                %s", medianOf(later));
  }

  private static double[] figures(double millis, Server server) throws IOException {
    return new double[] {millis, Processes.cpu(server.pid()), Processes.residentMiB(server.pid())};
  }

  private static String medianOf(List<double[]> all) {
    return "%,.0f / %.1f / %.0f"
        .formatted(
            Measurement.median(all, f -> f[0]),
            Measurement.median(all, f -> f[1]),
            Measurement.median(all, f -> f[2]));
  }

  private static void tell(
      String scenario, Rig.Database database, Measurement.Window window, Rig rig)
      throws IOException {
    Report.line(scenario, database, window, Processes.residentMiB(rig.server().pid()));
  }
}
