package io.tessera.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to run and how long.
 *
 * @param home the unpacked distribution
 * @param many how many users the large {@code find} runs against
 * @param sizes how many users {@code size} runs against, ascending
 * @param data where {@code size} keeps its users for the next run; empty to forget them
 */
record Options(
    Path home,
    List<String> scenarios,
    List<Rig.Database> databases,
    int connections,
    double warmUpSeconds,
    int warmUpRequests,
    double windowSeconds,
    int windows,
    int many,
    List<Integer> sizes,
    Optional<Path> data,
    Optional<Path> profile) {

  static final String USAGE =
      """
      usage: bench/run [OPTION...] SCENARIO...
      scenarios: create get find find-many deliver hang sign-in start tls size lists all
        --db derby|postgresql   only this database (both)
        --home DIR              the unpacked distribution (distribution/target/tessera-*)
        --connections N         keep-alive connections (16)
        --warm-up SECONDS       before the first window (10)
        --warm-up-requests N    and at least so many requests (60000)
        --window SECONDS        of each window (8)
        --windows N             of which the median is told (3)
        --profile FILE          write a flight recording of create, get, find, tls, sign-in
        --many N                users of find-many (200000)
        --sizes N,N             users of size and lists, ascending (1000,1000000)
        --data DIR              where size keeps its users for the next run (forgotten)
      """;

  Options withWarmUpRequests(int requests) {
    return new Options(
        home,
        scenarios,
        databases,
        connections,
        warmUpSeconds,
        requests,
        windowSeconds,
        windows,
        many,
        sizes,
        data,
        profile);
  }

  static Options of(String[] arguments) {
    Path home = Path.of("");
    List<String> scenarios = new ArrayList<>();
    List<Rig.Database> databases = List.of(Rig.Database.values());
    int connections = 16;
    double warmUp = 10;
    int warmUpRequests = 60_000;
    double window = 8;
    int windows = 3;
    int many = 200_000;
    List<Integer> sizes = List.of(1_000, 1_000_000);
    Optional<Path> data = Optional.empty();
    Optional<Path> profile = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--home" -> home = Path.of(value(arguments, ++i));
        case "--db" -> databases = List.of(database(value(arguments, ++i)));
        case "--connections" -> connections = Integer.parseInt(value(arguments, ++i));
        case "--warm-up" -> warmUp = Double.parseDouble(value(arguments, ++i));
        case "--warm-up-requests" -> warmUpRequests = Integer.parseInt(value(arguments, ++i));
        case "--window" -> window = Double.parseDouble(value(arguments, ++i));
        case "--windows" -> windows = Integer.parseInt(value(arguments, ++i));
        case "--profile" -> profile = Optional.of(Path.of(value(arguments, ++i)));
        case "--many" -> many = Integer.parseInt(value(arguments, ++i));
        case "--sizes" ->
            sizes = Stream.of(value(arguments, ++i).split(",", -1)).map(Integer::parseInt).toList();
        case "--data" -> data = Optional.of(Path.of(value(arguments, ++i)).toAbsolutePath());
        default -> scenarios.add(arguments[i]);
      }
    }
    return new Options(
        home,
        scenarios,
        databases,
        connections,
        warmUp,
        warmUpRequests,
        window,
        windows,
        many,
        sizes,
        data,
        profile);
  }

  private static String value(String[] arguments, int i) {
    if (i == arguments.length) {
      throw new IllegalArgumentException(arguments[i - 1] + " needs a value");
    }
    return arguments[i];
  }

  private static Rig.Database database(String name) {
    return switch (name) {
      case "derby" -> Rig.Database.DERBY;
      case "postgresql" -> Rig.Database.POSTGRESQL;
      default -> throw new IllegalArgumentException("--db is derby or postgresql, not " + name);
    };
  }
}
