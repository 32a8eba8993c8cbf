package io.tessera.health.internal;

import io.tessera.provisioning.api.admin.Vitals;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes are sealed into the audit chain about as fast as they come. */
@Component(property = {HealthCheck.NAME + "=audit", HealthCheck.TAGS + "=report"})
public final class AuditCheck implements HealthCheck {
  private static final long MANY = 20_000;

  private final Vitals vitals;

  @Activate
  public AuditCheck(@Reference(name = "vitals") Vitals vitals) {
    this.vitals = vitals;
  }

  @Override
  public Result execute() {
    return vitals
        .latest()
        .map(
            sample ->
                new Result(
                    sample.auditWaiting() > MANY ? Result.Status.WARN : Result.Status.OK,
                    sample.auditWaiting() + " changes are not sealed yet."))
        .orElseGet(() -> new Result(Result.Status.HEALTH_CHECK_ERROR, "Not known yet."));
  }
}
