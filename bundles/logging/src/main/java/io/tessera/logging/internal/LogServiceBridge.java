package io.tessera.logging.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Repeats what arrives at the OSGi LogService in SLF4J, from before it was started as well. */
@Component(
    service = {},
    immediate = true)
public final class LogServiceBridge implements LogListener {
  /** The log service repeats every event of bundles and services as INFO. */
  private static final Pattern CHATTER = Pattern.compile("(Bundle|Service|Framework)Event [A-Z ]+");

  private final LogReaderService log;

  @Activate
  public LogServiceBridge(@Reference(name = "log") LogReaderService log) {
    this.log = log;
    List<LogEntry> newestFirst = new ArrayList<>(Collections.list(log.getLog()));
    Collections.reverse(newestFirst);
    newestFirst.forEach(this::logged);
    log.addLogListener(this);
  }

  @Deactivate
  void stop() {
    log.removeLogListener(this);
  }

  @Override
  public void logged(LogEntry entry) {
    Level level = level(entry);
    if (level == Level.INFO && CHATTER.matcher(entry.getMessage()).matches()) {
      return;
    }
    Bundle bundle = entry.getBundle();
    String source = bundle == null ? "framework" : bundle.getSymbolicName();
    LoggerFactory.getLogger("osgi." + source)
        .atLevel(level)
        .setCause(entry.getException())
        .log(entry.getMessage());
  }

  private static Level level(LogEntry entry) {
    return switch (entry.getLogLevel()) {
      case ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case AUDIT, INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
      case TRACE -> Level.TRACE;
    };
  }
}
