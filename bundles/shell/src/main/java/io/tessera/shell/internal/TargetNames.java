package io.tessera.shell.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Target;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Targets as people call them. */
final class TargetNames {
  private final Connections connections;

  TargetNames(Connections connections) {
    this.connections = connections;
  }

  List<Target> all(Caller caller) {
    return connections.targets(caller).stream().sorted(Comparator.comparing(Target::name)).toList();
  }

  /**
   * @throws RejectedException NOT_FOUND, with the names there are
   */
  Target get(Caller caller, String name) {
    List<Target> all = all(caller);
    return all.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> RejectedException.of(Problem.Kind.NOT_FOUND, none(name, all)));
  }

  private static String none(String name, List<Target> all) {
    String there = all.stream().map(Target::name).collect(Collectors.joining(", "));
    return "There is no target %s. There %s."
        .formatted(name, all.isEmpty() ? "are none yet" : "are: " + there);
  }
}
