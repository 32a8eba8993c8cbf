package io.tessera.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Warms up, then takes several windows and gives the median of each figure, so that one disturbance
 * from outside does not decide.
 */
final class Measurement {
  /** One window. CPU in milliseconds for each request. */
  record Window(
      double perSecond,
      double serverCpuMillis,
      double databaseCpuMillis,
      double p50Millis,
      double p99Millis) {}

  private static final double SLICE_SECONDS = 2.5;

  private final Rig rig;
  private final Options options;

  Measurement(Rig rig, Options options) {
    this.rig = rig;
    this.options = options;
  }

  /** The medians. */
  Window of(Load.Connections connections, Load.Clients clients) throws IOException {
    warmUp(connections, clients);
    Optional<Profile> profile = profile();
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < options.windows(); i++) {
      windows.add(window(connections, clients));
    }
    if (profile.isPresent()) {
      profile.get().stop(options.profile().orElseThrow());
    }
    return medians(windows);
  }

  private Optional<Profile> profile() throws IOException {
    return options.profile().isPresent()
        ? Optional.of(Profile.start(rig.server().pid()))
        : Optional.empty();
  }

  /**
   * A compiler that is still at work is not what is to be measured: for some time, and for some
   * requests, however slow the machine is just now.
   */
  void warmUp(Load.Connections connections, Load.Clients clients) {
    long requests = 0;
    double seconds = 0;
    while (requests < options.warmUpRequests() || seconds < options.warmUpSeconds()) {
      Load.Result slice =
          Load.forSeconds(options.connections(), SLICE_SECONDS, connections, clients);
      requests += slice.requests();
      seconds += slice.seconds();
    }
  }

  /** The median of each figure on its own. */
  static Window medians(List<Window> windows) {
    return new Window(
        median(windows, Window::perSecond),
        median(windows, Window::serverCpuMillis),
        median(windows, Window::databaseCpuMillis),
        median(windows, Window::p50Millis),
        median(windows, Window::p99Millis));
  }

  /** One window without warming up. */
  Window window(Load.Connections connections, Load.Clients clients) throws IOException {
    double server = Processes.cpu(rig.server().pid());
    double database = rig.databaseCpu();
    Load.Result result =
        Load.forSeconds(options.connections(), options.windowSeconds(), connections, clients);
    double serverMillis = (Processes.cpu(rig.server().pid()) - server) * 1000;
    double databaseMillis = (rig.databaseCpu() - database) * 1000;
    return new Window(
        result.perSecond(),
        serverMillis / result.requests(),
        databaseMillis / result.requests(),
        result.millisAt(0.5),
        result.millisAt(0.99));
  }

  static <T> double median(List<T> items, ToDoubleFunction<T> figure) {
    List<Double> sorted =
        items.stream().map(figure::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
    return sorted.get(sorted.size() / 2);
  }
}
