package io.tessera.shell.internal;

import io.tessera.provisioning.api.admin.Health;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether this node is well. */
@Component(
    service = HealthCommands.class,
    property = {"osgi.command.scope=tessera", "osgi.command.function=health"})
public final class HealthCommands {
  private static final long MEBI = 1 << 20;

  private final Health health;

  @Activate
  public HealthCommands(@Reference(name = "health") Health health) {
    this.health = health;
  }

  @Descriptor("what was looked at on this node, and what was found")
  public String health() {
    Health.Report report = health.report();
    Table table = new Table("CHECK", "STATE", "DETAIL");
    report.checks().forEach(check -> table.add(check.name(), check.state(), check.detail()));
    Health.Machine machine = report.machine();
    Health.Pool pool = report.database();
    return """
        %s, node %s, version %s
        heap %,d of %,d MiB, %d threads; database connections: %d used, %d free
        %s"""
        .formatted(
            report.state(),
            report.node().name(),
            report.node().version(),
            machine.heapUsed() / MEBI,
            machine.heapMax() / MEBI,
            machine.threads(),
            pool.active(),
            pool.idle(),
            table);
  }
}
