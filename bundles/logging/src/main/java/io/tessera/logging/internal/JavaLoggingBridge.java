package io.tessera.logging.internal;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Repeats what libraries say to {@code java.util.logging} in SLF4J instead of on the console. */
@Component(
    service = {},
    immediate = true)
public final class JavaLoggingBridge {
  private final Logger root = LogManager.getLogManager().getLogger("");
  private final Handler[] before = root.getHandlers();
  private final Handler bridge = new SLF4JBridgeHandler();

  @Activate
  public JavaLoggingBridge() {
    for (Handler handler : before) {
      root.removeHandler(handler);
    }
    root.addHandler(bridge);
  }

  @Deactivate
  void stop() {
    root.removeHandler(bridge);
    for (Handler handler : before) {
      root.addHandler(handler);
    }
  }
}
