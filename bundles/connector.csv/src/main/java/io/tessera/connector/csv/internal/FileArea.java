package io.tessera.connector.csv.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The one folder below which the files of all targets lie, and the locks on them. The folder is set
 * by who runs the server, not by who configures a target: no target reaches anything else.
 */
@Component(service = FileArea.class)
public final class FileArea {
  private final Path base;
  private final Locks locks = new Locks();

  /**
   * The folder is the framework property {@code tessera.files}, else {@code files/} of the data.
   */
  @Activate
  public FileArea(BundleContext context) {
    this(configured(context));
  }

  FileArea(Path base) {
    this.base = base.toAbsolutePath().normalize();
  }

  private static Path configured(BundleContext context) {
    String files = context.getProperty("tessera.files");
    if (files != null && !files.isBlank()) {
      return Path.of(files);
    }
    String data = context.getProperty("tessera.data");
    if (data == null) {
      throw new IllegalStateException("the framework property tessera.data is not set");
    }
    return Path.of(data, "files");
  }

  Path base() {
    return base;
  }

  /** Of all instances in this process. */
  Locks locks() {
    return locks;
  }
}
