package io.tessera.provisioning.api.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Whether this node is well, as it was found out in the background a moment ago. */
@ProviderType
public interface Health {
  Report report();

  /**
   * How things went lately on this node.
   *
   * @param back at most an hour
   */
  Course course(Duration back);

  /** How well something is, the best first. */
  enum State {
    OK,
    /** Not found out yet. */
    UNKNOWN,
    WARN,
    CRITICAL
  }

  /**
   * @param state the worst of its checks
   * @param machine figures of the Java machine
   * @param database figures of the connections to the database
   */
  record Report(
      State state, Instant taken, List<Check> checks, Machine machine, Pool database, Node node) {
    public Report {
      checks = List.copyOf(checks);
    }
  }

  /**
   * @param name e.g. {@code disk}, {@code target hr-directory}
   * @param detail for people; empty when there is nothing to say
   */
  record Check(String name, State state, String detail, Duration took) {}

  /**
   * @param cpuShare of all processors, 0 to 1
   */
  record Machine(
      String version,
      Instant started,
      int processors,
      double cpuShare,
      long heapUsed,
      long heapMax,
      int threads) {}

  /** Connections to the database. */
  record Pool(int active, int idle, int most, int waiting) {}

  /** A node of those that share the database. */
  record Node(String name, String version, Instant started) {}

  /**
   * @param from of the first value
   * @param step between two values
   */
  record Course(Instant from, Duration step, List<Series> series) {
    public Course {
      series = List.copyOf(series);
    }
  }

  /**
   * @param name e.g. {@code queueWaiting}
   * @param target its name, of what there is for each target
   * @param unit {@code 1/s}, {@code s}, {@code bytes}, {@code share}, or empty for a number
   * @param values empty where nothing is known
   */
  record Series(String name, @Nullable String target, String unit, List<Optional<Double>> values) {
    public Series {
      values = List.copyOf(values);
    }

    public Optional<String> targetIfAny() {
      return Optional.ofNullable(target);
    }
  }
}
