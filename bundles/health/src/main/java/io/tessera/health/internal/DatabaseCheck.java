package io.tessera.health.internal;

import io.tessera.model.UnavailableException;
import io.tessera.store.spi.Store;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The database answers and has the schema of this server. */
@Component(
    property = {
      HealthCheck.NAME + "=database",
      HealthCheck.TAGS + "=ready",
      HealthCheck.TAGS + "=report"
    })
public final class DatabaseCheck implements HealthCheck {
  private final Store store;

  @Activate
  public DatabaseCheck(@Reference(name = "store") Store store) {
    this.store = store;
  }

  @Override
  public Result execute() {
    try {
      store.check();
      return new Result(Result.Status.OK, "answers");
    } catch (UnavailableException e) {
      return new Result(Result.Status.TEMPORARILY_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }
}
