package io.tessera.http.limits.internal;

import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Puts limits on every connector of the web server, those that come later included. Felix hands the
 * server to nobody but factories of connectors; the one made here leads nowhere.
 */
@Component(
    name = "io.tessera.http.limits",
    service = {ConnectorFactory.class, MeterSource.class})
@Designate(ocd = ConnectionLimits.Config.class)
public final class ConnectionLimits implements ConnectorFactory, MeterSource {
  private static final Meter CONNECTIONS =
      Meter.gauge("tessera_web_connections", "Connections of callers that are open.");
  private static final Meter THREADS =
      Meter.gauge("tessera_web_threads", "Threads of the web server.", "state");
  private static final Meter MOST_THREADS =
      Meter.gauge("tessera_web_threads_max", "Threads the web server may have at most.");
  private static final Meter WAITING =
      Meter.gauge("tessera_web_waiting_jobs", "Jobs that wait for a thread of the web server.");

  @ObjectClassDefinition(name = "Connections")
  @interface Config {
    @AttributeDefinition(description = "Connections open at once, for each port")
    int connections() default 2_000;

    @AttributeDefinition(description = "Connections open at once from one address")
    int connectionsPerAddress() default 500;

    @AttributeDefinition(description = "Milliseconds an idle connection is kept when all are taken")
    long idleMillisWhenFull() default 2_000;

    @AttributeDefinition(
        description = "Seconds within which the headers of a request, and TLS before, are complete")
    int headerSeconds() default 20;

    @AttributeDefinition(
        description = "Seconds of silence after which a request in the making is given up")
    int silenceSeconds() default 10;
  }

  private final Config config;
  private final SlowConnections slow;
  private final Set<ServerConnector> limited = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ThreadPool threads;

  @Activate
  public ConnectionLimits(Config config) {
    this.config = config;
    this.slow =
        new SlowConnections(
            Duration.ofSeconds(config.headerSeconds()),
            config.connectionsPerAddress(),
            System::nanoTime);
  }

  @Deactivate
  void stop() {
    slow.close();
  }

  @Override
  public Connector createConnector(Server server) {
    for (Connector connector : server.getConnectors()) {
      limit(connector);
    }
    threads = server.getThreadPool();
    server.addEventListener(new Later());
    return new Closed(server);
  }

  @Override
  public void tell(Readings readings) {
    readings.value(
        CONNECTIONS, limited.stream().mapToInt(c -> c.getConnectedEndPoints().size()).sum());
    if (threads instanceof QueuedThreadPool pool) {
      readings.value(THREADS, pool.getThreads() - pool.getIdleThreads(), "busy");
      readings.value(THREADS, pool.getIdleThreads(), "idle");
      readings.value(MOST_THREADS, pool.getMaxThreads());
      readings.value(WAITING, pool.getQueueSize());
    }
  }

  private void limit(Object bean) {
    if (bean instanceof ServerConnector connector
        && !(bean instanceof Closed)
        && limited.add(connector)) {
      NetworkConnectionLimit number = new NumberOfConnections(config.connections(), connector);
      number.setEndPointIdleTimeout(config.idleMillisWhenFull());
      connector.addManaged(number);
      connector.addBean(slow, false);
      HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
      if (http != null) {
        http.getHttpConfiguration()
            .setIdleTimeout(Duration.ofSeconds(config.silenceSeconds()).toMillis());
      }
    }
  }

  /** Connectors that are added to the server when it runs already. */
  private final class Later implements Container.Listener {
    @Override
    public void beanAdded(Container parent, Object child) {
      limit(child);
    }

    @Override
    public void beanRemoved(Container parent, Object child) {
      if (child instanceof ServerConnector connector) {
        limited.remove(connector);
      }
    }
  }

  /** A part of its connector, which ends it; it would end itself once more and fail. */
  private static final class NumberOfConnections extends NetworkConnectionLimit {
    NumberOfConnections(int most, Connector connector) {
      super(most, connector);
    }

    @Override
    protected void doStop() {}
  }

  /** Felix takes every connector for one with an address; this one never opens it. */
  private static final class Closed extends ServerConnector {
    Closed(Server server) {
      super(server);
    }

    @Override
    protected void doStart() {}

    @Override
    protected void doStop() {}
  }
}
