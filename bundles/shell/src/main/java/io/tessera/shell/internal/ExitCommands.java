package io.tessera.shell.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The words people try when they want to be done. */
@Component(
    service = ExitCommands.class,
    property = {
      "osgi.command.scope=tessera",
      "osgi.command.function=exit",
      "osgi.command.function=quit",
      "osgi.command.function=shutdown"
    })
public final class ExitCommands {
  private final BundleContext context;

  @Activate
  public ExitCommands(BundleContext context) {
    this.context = context;
  }

  @Descriptor("stops the server in order; Ctrl-D ends the shell alone")
  public void exit(CommandSession session) throws BundleException {
    session.put(Shell.OVER, true);
    context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
  }

  @Descriptor("the same as exit")
  public void quit(CommandSession session) throws BundleException {
    exit(session);
  }

  @Descriptor("the same as exit")
  public void shutdown(CommandSession session) throws BundleException {
    exit(session);
  }
}
