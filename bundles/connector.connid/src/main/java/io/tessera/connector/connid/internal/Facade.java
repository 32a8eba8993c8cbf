package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.FailureKind;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.identityconnectors.common.pooling.ObjectPoolConfiguration;
import org.identityconnectors.framework.api.ConnectorFacade;
import org.identityconnectors.framework.api.ConnectorFacadeFactory;
import org.identityconnectors.framework.api.operations.APIOperation;
import org.identityconnectors.framework.impl.api.APIConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector with its settings, called on threads of its own: connectors block on sockets, which
 * no interrupt ends, and leave things on threads, which go with the instance. A call that is given
 * up goes on alone, and counts until it ends.
 */
final class Facade implements AutoCloseable {
  private static final int DRAIN_SECONDS = 2;
  private static final int IDLE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Facade.class);

  private final ConnectorFacade connector;
  private final ExecutorService threads;
  private final Semaphore room;
  private final int timeoutMillis;
  private final String name;

  Facade(APIConfigurationImpl configuration, Map<String, ?> properties, HostSettings settings) {
    name = configuration.getConnectorInfo().getConnectorKey().getConnectorName();
    timeoutMillis = settings.timeoutMillis();
    room = new Semaphore(settings.poolSize(), true);
    ConnectorSettings.set(configuration, properties);
    ObjectPoolConfiguration pool = configuration.getConnectorPoolConfiguration();
    pool.setMaxObjects(settings.poolSize());
    pool.setMaxIdle(settings.poolSize());
    pool.setMinIdle(0);
    pool.setMaxWait(timeoutMillis);
    // What filters and normalises here would forbid pages and change what a target says.
    var handlers = configuration.getResultsHandlerConfiguration();
    handlers.setEnableFilteredResultsHandler(false);
    handlers.setEnableNormalizingResultsHandler(false);
    handlers.setEnableCaseInsensitiveFilter(false);
    connector = ConnectorFacadeFactory.getInstance().newInstance(configuration);
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "connid " + name);
              thread.setDaemon(true);
              thread.setContextClassLoader(Facade.class.getClassLoader());
              return thread;
            });
  }

  boolean can(Class<? extends APIOperation> operation) {
    return connector.getSupportedOperations().contains(operation);
  }

  /**
   * Calls the connector.
   *
   * @throws TargetFailure what it threw, or that it took too long
   */
  <T> T call(Function<ConnectorFacade, T> work) throws TargetFailure, InterruptedException {
    if (!room.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS)) {
      throw TargetFailure.of(
          FailureKind.TRANSIENT, "All calls that may run at once take their time.");
    }
    Future<T> call = start(() -> work.apply(connector));
    try {
      return call.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw TargetFailure.of(
          FailureKind.UNKNOWN, "The connector did not answer within " + timeoutMillis + " ms.");
    } catch (ExecutionException thrown) {
      throw Failures.of(thrown.getCause() == null ? thrown : thrown.getCause());
    } finally {
      call.cancel(true);
    }
  }

  private <T> Future<T> start(Callable<T> work) throws TargetFailure {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              room.release();
            }
          });
      return task;
    } catch (RejectedExecutionException closed) {
      room.release();
      throw TargetFailure.of(FailureKind.TRANSIENT, "The connector is being taken apart.");
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    try {
      if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
        if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("{}: calls do not end; its classes stay until they do", name);
        }
      }
    } catch (InterruptedException hurried) {
      threads.shutdownNow();
      interrupted = true;
    }
    connector.dispose();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
