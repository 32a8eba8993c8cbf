package io.tessera.demo.directory.internal;

import io.tessera.demo.directory.DemoDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Runs the demo directory as long as its bundle is there. */
@Component(
    name = DemoDirectoryComponent.PID,
    configurationPid = DemoDirectoryComponent.PID,
    service = DemoDirectory.class,
    immediate = true)
@Designate(ocd = DemoDirectoryComponent.Config.class)
public final class DemoDirectoryComponent implements DemoDirectory {
  static final String PID = "io.tessera.demo.directory";

  /** What an operator may set. */
  @ObjectClassDefinition(
      name = "Demo directory",
      description = "A small LDAP directory for trying the server out. Not for production.")
  public @interface Config {
    @AttributeDefinition(
        name = "Port",
        description = "On the loopback address. 0: that of the last time, or 10389, or any.",
        min = "0",
        max = "65535")
    int port() default 0;
  }

  private final DemoServer server;

  /**
   * @throws IOException the directory cannot be started; the message says why
   */
  @Activate
  public DemoDirectoryComponent(BundleContext context, Config config) throws IOException {
    String data = context.getProperty("tessera.data");
    if (data == null) {
      throw new IllegalStateException("the framework property tessera.data is not set");
    }
    server = DemoServer.start(DemoFiles.below(Path.of(data)), config.port());
  }

  @Deactivate
  void stop() {
    server.close();
  }

  @Override
  public String host() {
    return server.host();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String bindDn() {
    return server.bindDn();
  }

  @Override
  public String bindPassword() {
    return server.bindPassword();
  }

  @Override
  public String peopleBase() {
    return server.peopleBase();
  }

  @Override
  public String groupsBase() {
    return server.groupsBase();
  }
}
