package io.tessera.lib.connid;

import org.identityconnectors.common.logging.Log;
import org.identityconnectors.common.logging.LogSpi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Passes on what connectors log. One step quieter than they mean it, and without what exceptions
 * say: a connector tells of each failed call, which its outcome does as well, and databases name
 * values in their messages. Whoever looks for a fault sets the level of the connector to DEBUG.
 */
public final class Slf4jLog implements LogSpi {
  @Override
  public void log(
      Class<?> about,
      @Nullable String method,
      Log.Level level,
      @Nullable String message,
      @Nullable Throwable thrown) {
    Logger log = LoggerFactory.getLogger(about);
    if (thrown == null || log.isDebugEnabled()) {
      log.atLevel(quieter(level)).setCause(thrown).log("{}", message);
    } else {
      log.atLevel(quieter(level)).log("{} ({})", message, thrown.getClass().getSimpleName());
    }
  }

  @Override
  public void log(
      Class<?> about,
      @Nullable StackTraceElement caller,
      Log.Level level,
      @Nullable String message,
      @Nullable Throwable thrown) {
    log(about, (String) null, level, message, thrown);
  }

  @Override
  public boolean isLoggable(Class<?> about, Log.Level level) {
    return LoggerFactory.getLogger(about).isEnabledForLevel(quieter(level));
  }

  @Override
  public boolean needToInferCaller(Class<?> about, Log.Level level) {
    return false;
  }

  private static Level quieter(Log.Level level) {
    return switch (level) {
      case OK -> Level.TRACE;
      case INFO -> Level.DEBUG;
      case WARN -> Level.INFO;
      case ERROR -> Level.WARN;
    };
  }
}
