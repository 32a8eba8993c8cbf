package io.tessera.health.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** There is room on the disk of the data directory. */
@Component(property = {HealthCheck.NAME + "=disk", HealthCheck.TAGS + "=report"})
public final class DiskCheck implements HealthCheck {
  private static final long MEGA = 1 << 20;
  private static final long FEW = 1024 * MEGA;
  private static final long TOO_FEW = 256 * MEGA;

  private final Path data;

  @Activate
  public DiskCheck(BundleContext context) {
    this(Path.of(context.getProperty("tessera.data")));
  }

  DiskCheck(Path data) {
    this.data = data;
  }

  @Override
  public Result execute() {
    try {
      long free = Files.getFileStore(data).getUsableSpace();
      Result.Status status =
          free < TOO_FEW
              ? Result.Status.CRITICAL
              : free < FEW ? Result.Status.WARN : Result.Status.OK;
      return new Result(status, free / MEGA + " MB are free for the data directory.");
    } catch (IOException unreadable) {
      return new Result(Result.Status.CRITICAL, "The data directory cannot be looked at.");
    }
  }
}
