package io.tessera.http.limits.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections whose requests never get as far as being requests. The idle time-out of the web
 * server does not: a byte now and then keeps a connection alive for ever, and thousands of them
 * keep everybody else out (slowloris). Nothing is done for a connection that sends whole requests.
 */
final class SlowConnections implements Connection.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlowConnections.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final long headerNanos;
  private final int perAddress;
  private final LongSupplier nanoTime;
  private final Map<HttpConnection, Watched> watched = new ConcurrentHashMap<>();
  private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread sweeper = new Thread(work, "slow-connections");
            sweeper.setDaemon(true);
            return sweeper;
          });

  /**
   * How far a connection has come.
   *
   * @param address noted at the beginning: a closed connection does not know it any more
   * @param requests whose headers were complete
   * @param bytes received when this began
   * @param sinceNanos when it began
   */
  private record Watched(
      @Nullable InetAddress address, long requests, long bytes, long sinceNanos) {
    Watched at(long newRequests, long newBytes, long nowNanos) {
      return new Watched(address, newRequests, newBytes, nowNanos);
    }
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  SlowConnections(Duration headers, int perAddress, LongSupplier nanoTime) {
    this.headerNanos = headers.toNanos();
    this.perAddress = perAddress;
    this.nanoTime = nanoTime;
    thread.scheduleWithFixedDelay(this::sweep, EVERY.toMillis(), EVERY.toMillis(), MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      InetAddress address = address(http);
      watched.put(http, new Watched(address, 0, 0, nanoTime.getAsLong()));
      if (address != null && open.merge(address, 1, Integer::sum) > perAddress) {
        LOG.debug("{}: has more than {} connections", address, perAddress);
        end(http);
      }
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      Watched last = watched.remove(http);
      if (last != null && last.address() != null) {
        open.computeIfPresent(last.address(), (a, count) -> count <= 1 ? null : count - 1);
      }
    }
  }

  Set<HttpConnection> watched() {
    return watched.keySet();
  }

  /** Looks at every connection once. */
  void sweep() {
    long now = nanoTime.getAsLong();
    for (Map.Entry<HttpConnection, Watched> entry : watched.entrySet()) {
      HttpConnection connection = entry.getKey();
      Watched before = entry.getValue();
      long requests = connection.getMessagesIn();
      long bytes = connection.getBytesIn();
      boolean served = !connection.getParser().inHeaderState();
      boolean silent = requests > 0 && bytes == before.bytes();
      if (served || silent || requests != before.requests()) {
        watched.replace(connection, before, before.at(requests, bytes, now));
      } else if (now - before.sinceNanos() > headerNanos) {
        LOG.debug("{}: no request in time", connection.getEndPoint().getRemoteSocketAddress());
        end(connection);
      }
    }
  }

  private static void end(HttpConnection connection) {
    connection.getEndPoint().close();
  }

  private static @Nullable InetAddress address(HttpConnection connection) {
    SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
    return remote instanceof InetSocketAddress internet ? internet.getAddress() : null;
  }
}
