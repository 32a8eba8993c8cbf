package io.tessera.store.jpa.internal;

import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How busy the connections to the database are. */
@Component(service = MeterSource.class, enabled = false)
public final class PoolMeters implements MeterSource {
  private static final Meter CONNECTIONS =
      Meter.gauge(
          "tessera_database_connections", "Connections to the database, in use or idle.", "state");
  private static final Meter MOST =
      Meter.gauge("tessera_database_connections_max", "Connections there may be at most.");
  private static final Meter WAITING =
      Meter.gauge("tessera_database_waiting_threads", "Threads that wait for a connection.");

  private final Database database;

  @Activate
  public PoolMeters(@Reference DatabaseSource source) {
    this.database = source.database();
  }

  @Override
  public void tell(Readings readings) {
    database
        .pool()
        .ifPresent(
            pool -> {
              readings.value(CONNECTIONS, pool.getActiveConnections(), "active");
              readings.value(CONNECTIONS, pool.getIdleConnections(), "idle");
              readings.value(WAITING, pool.getThreadsAwaitingConnection());
            });
    readings.value(MOST, database.mostConnections());
  }
}
