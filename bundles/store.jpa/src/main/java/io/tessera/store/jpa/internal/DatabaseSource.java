package io.tessera.store.jpa.internal;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database in the background, again and again until it answers, and lets the store's
 * components appear when it is open. The one place where drivers come and go.
 */
@Component(service = DatabaseSource.class, immediate = true)
public final class DatabaseSource {
  private static final Logger log = LoggerFactory.getLogger(DatabaseSource.class);
  private static final long PAUSE_SECONDS = 1;

  private final ComponentContext context;
  private final DatabaseSettings settings;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(r -> new Thread(r, "tessera-database"));

  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable DataSourceFactory driver;
  private @Nullable Database open;
  private boolean complained;

  @Activate
  public DatabaseSource(ComponentContext context, BundleContext bundles) {
    this.context = context;
    this.settings = DatabaseSettings.from(bundles::getProperty);
  }

  /** The open database; only for components that were enabled because there is one. */
  synchronized Database database() {
    if (open == null) {
      throw new IllegalStateException("the database is not open");
    }
    return open;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void addDriver(DataSourceFactory factory, Map<String, ?> properties) {
    Object driverClass = properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS);
    if (driver == null && settings.dialect().driver().equals(driverClass)) {
      driver = factory;
      worker.execute(() -> keepTrying(factory));
    }
  }

  synchronized void removeDriver(DataSourceFactory factory) {
    if (factory.equals(driver)) {
      driver = null;
      withdraw();
      close();
    }
  }

  @Deactivate
  synchronized void stop() {
    stopped.countDown();
    worker.shutdownNow();
    close();
  }

  private void keepTrying(DataSourceFactory factory) {
    boolean goOn = true;
    while (goOn) {
      goOn = !tryToOpen(factory) && pause(factory);
    }
  }

  private boolean tryToOpen(DataSourceFactory factory) {
    try {
      opened(factory, new DatabaseOpener(settings, factory).open());
      return true;
    } catch (SQLException
        | IOException
        | FlywayException
        | PersistenceException
        | EclipseLinkException failure) {
      complain(failure);
      return false;
    }
  }

  /** Waits a little; answers whether the driver is still wanted. */
  private boolean pause(DataSourceFactory factory) {
    try {
      return !stopped.await(PAUSE_SECONDS, TimeUnit.SECONDS) && isWanted(factory);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized boolean isWanted(DataSourceFactory factory) {
    return factory.equals(driver) && stopped.getCount() > 0;
  }

  private synchronized void opened(DataSourceFactory factory, Database database) {
    if (!isWanted(factory)) {
      database.close();
      return;
    }
    open = database;
    log.info("{} is open", settings.dialect());
    context.enableComponent(JpaStore.class.getName());
    context.enableComponent(SqlLanes.class.getName());
    context.enableComponent(SqlRemovals.class.getName());
    context.enableComponent(SqlGeneratedValues.class.getName());
    context.enableComponent(SqlDeliveryLog.class.getName());
    context.enableComponent(SqlLeases.class.getName());
    context.enableComponent(SqlAuditChain.class.getName());
    context.enableComponent(SqlAuditTrail.class.getName());
    context.enableComponent(SqlRetention.class.getName());
    context.enableComponent(SqlDatabaseCopies.class.getName());
    context.enableComponent(PoolMeters.class.getName());
  }

  /** Not when the bundle stops: its components have gone then. */
  private void withdraw() {
    if (open != null) {
      context.disableComponent(JpaStore.class.getName());
      context.disableComponent(SqlLanes.class.getName());
      context.disableComponent(SqlRemovals.class.getName());
      context.disableComponent(SqlGeneratedValues.class.getName());
      context.disableComponent(SqlDeliveryLog.class.getName());
      context.disableComponent(SqlLeases.class.getName());
      context.disableComponent(SqlAuditChain.class.getName());
      context.disableComponent(SqlAuditTrail.class.getName());
      context.disableComponent(SqlRetention.class.getName());
      context.disableComponent(SqlDatabaseCopies.class.getName());
      context.disableComponent(PoolMeters.class.getName());
    }
  }

  private void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  /** Once, not every second. */
  private synchronized void complain(Exception failure) {
    if (!complained) {
      complained = true;
      log.warn("{} cannot be opened yet, trying on: {}", settings.dialect(), failure.toString());
    }
  }
}
