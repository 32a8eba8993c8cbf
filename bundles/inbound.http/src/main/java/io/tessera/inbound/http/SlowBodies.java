package io.tessera.inbound.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many threads may wait for bodies that have not arrived, so that whoever sends slowly never
 * holds all of them. Bodies that are there when they are read do not count.
 */
final class SlowBodies {
  private final int most;
  private final int mostOfOne;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<String, Integer> bySource = new ConcurrentHashMap<>();

  /**
   * @param most at once, fewer than the web server has threads
   * @param mostOfOne at once from one address
   */
  SlowBodies(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /**
   * Called before a thread waits.
   *
   * @return false when it must not; {@link #leave} is not called then
   */
  boolean enter(String source) {
    if (waiting.incrementAndGet() > most) {
      waiting.decrementAndGet();
      return false;
    }
    if (bySource.merge(source, 1, Integer::sum) > mostOfOne) {
      leave(source);
      return false;
    }
    return true;
  }

  void leave(String source) {
    waiting.decrementAndGet();
    bySource.computeIfPresent(source, (s, count) -> count <= 1 ? null : count - 1);
  }
}
