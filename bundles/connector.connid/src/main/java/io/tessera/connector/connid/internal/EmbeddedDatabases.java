package io.tessera.connector.connid.internal;

import java.util.Optional;

/**
 * Closes HSQLDB where a jar brought it, as the CSV directory connector does. It keeps its files
 * locked and a thread running for as long as the process lives, and the connector never closes it.
 */
final class EmbeddedDatabases {
  private static final String ENGINE = "org.hsqldb.DatabaseManager";

  /** HSQLDB's CLOSEMODE_NORMAL: what is committed is written. */
  private static final int NORMALLY = 2;

  private EmbeddedDatabases() {}

  static void close(JarLoader loader) throws ReflectiveOperationException {
    Optional<Class<?>> engine = loader.ifLoaded(ENGINE);
    if (engine.isEmpty()) {
      return;
    }
    engine.get().getMethod("closeDatabases", int.class).invoke(null, NORMALLY);
    Object timer = engine.get().getMethod("getTimer").invoke(null);
    timer.getClass().getMethod("shutdownImmediately").invoke(timer);
  }
}
