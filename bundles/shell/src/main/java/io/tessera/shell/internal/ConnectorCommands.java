package io.tessera.shell.internal;

import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which bundles bring connectors, and who uses them. */
@Component(
    service = ConnectorCommands.class,
    property = {"osgi.command.scope=tessera", "osgi.command.function=connectors"})
public final class ConnectorCommands {
  private final BundleContext context;
  private final Connections connections;
  private final TargetNames names;

  @Activate
  public ConnectorCommands(
      BundleContext context, @Reference(name = "connections") Connections connections) {
    this.context = context;
    this.connections = connections;
    this.names = new TargetNames(connections);
  }

  @Descriptor("connector types: the bundle of each by its number, its state, which targets use it")
  public String connectors() {
    Map<String, List<String>> targets = targetsByType();
    Table table = new Table("CONNECTOR TYPE", "NUMBER", "BUNDLE", "STATE", "TARGETS", "REMARK");
    for (ConnectorType type : connections.connectorTypes()) {
      Optional<Bundle> bundle = bundle(type.bundle());
      table.add(
          type.id(),
          bundle.map(found -> Long.toString(found.getBundleId())).orElse("-"),
          type.bundle(),
          bundle.map(ConnectorCommands::state).orElse("-"),
          list(targets.remove(type.id())),
          type.remark());
    }
    targets.forEach(
        (type, users) -> table.add(type, "-", "-", "ABSENT", list(users), "No bundle offers it."));
    return table.isEmpty() ? "There are no connectors." : table.toString();
  }

  private Map<String, List<String>> targetsByType() {
    return names.all(Operator.caller()).stream()
        .collect(
            Collectors.groupingBy(
                Target::connectorType,
                TreeMap::new,
                Collectors.mapping(Target::name, Collectors.toList())));
  }

  private static String list(@Nullable List<String> targets) {
    return targets == null ? "-" : String.join(", ", targets);
  }

  /** By its symbolic name and version. */
  private Optional<Bundle> bundle(String called) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> called.equals(bundle.getSymbolicName() + " " + bundle.getVersion()))
        .findFirst();
  }

  private static String state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> "ACTIVE";
      case Bundle.STARTING -> "STARTING";
      case Bundle.STOPPING -> "STOPPING";
      case Bundle.RESOLVED -> "STOPPED";
      default -> "INSTALLED";
    };
  }
}
