package io.tessera.inbound.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How many threads may wait for bodies that have not arrived, so that whoever sends slowly never
 * holds all of them. When no more may wait, the oldest body gives up its place, if it had its time:
 * those who send at once are served, however many do not. Bodies that are there when they are read
 * need no place.
 */
final class SlowBodies {
  private static final long AT_LEAST_NANOS = Duration.ofSeconds(1).toNanos();

  private final int most;
  private final int mostOfOne;
  private final LongSupplier nanoTime;
  private final Set<Place> taken = new HashSet<>();

  /**
   * @param most at once, fewer than the web server has threads
   * @param mostOfOne at once from one address
   * @param nanoTime as {@link System#nanoTime()}
   */
  SlowBodies(int most, int mostOfOne, LongSupplier nanoTime) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.nanoTime = nanoTime;
  }

  /** The leave of a thread to wait. */
  static final class Place {
    private final Thread thread = Thread.currentThread();
    private final String source;
    private final long beganNanos;
    private volatile boolean lost;

    private Place(String source, long beganNanos) {
      this.source = source;
      this.beganNanos = beganNanos;
    }

    /** Whether another body has it now; the thread was interrupted. */
    boolean isLost() {
      return lost;
    }
  }

  /**
   * Called before a thread waits.
   *
   * @param beganNanos when the body began to be read
   * @throws BodyRefusedException all places are taken by bodies as new as this one
   */
  Place enter(String source, long beganNanos) throws BodyRefusedException {
    synchronized (taken) {
      if (taken.stream().filter(place -> place.source.equals(source)).count() >= mostOfOne) {
        makeRoom(place -> place.source.equals(source));
      } else if (taken.size() >= most) {
        makeRoom(place -> true);
      }
      Place place = new Place(source, beganNanos);
      taken.add(place);
      return place;
    }
  }

  private void makeRoom(Predicate<Place> among) throws BodyRefusedException {
    Place oldest =
        taken.stream()
            .filter(among)
            .min(Comparator.comparingLong(place -> place.beganNanos - nanoTime.getAsLong()))
            .orElseThrow();
    if (nanoTime.getAsLong() - oldest.beganNanos < AT_LEAST_NANOS) {
      throw BodyRefusedException.tooManySlow();
    }
    taken.remove(oldest);
    oldest.lost = true;
    oldest.thread.interrupt();
  }

  /** Called when the thread waits no more, by itself. */
  void leave(Place place) {
    synchronized (taken) {
      if (!taken.remove(place)) {
        Thread.interrupted(); // it was meant for the wait, which is over
      }
    }
  }
}
