package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import java.util.ArrayList;
import java.util.List;
import org.identityconnectors.framework.common.objects.OperationalAttributes;

/** Says which calls an operation makes. */
final class Plan {
  private Plan() {}

  static List<String> of(Operation operation, HostSettings settings) {
    String objectClass =
        settings.objectClass(operation.type()).map(c -> c.getObjectClassValue()).orElse("");
    if (objectClass.isEmpty()) {
      return List.of("nothing: this target has no groups");
    }
    String whom = operation.remoteIdIfKnown().map(RemoteId::value).map(" "::concat).orElse("");
    if (operation.action() == Action.DELETE) {
      return List.of("delete " + objectClass + whom);
    }
    List<String> names = new ArrayList<>(operation.attributes().names());
    operation
        .activityIfAny()
        .ifPresent(
            a -> names.add(OperationalAttributes.ENABLE_NAME + "=" + (a == Activity.ENABLED)));
    List<String> calls = new ArrayList<>();
    String verb = operation.action() == Action.CREATE ? "create " : "update ";
    calls.add(verb + objectClass + whom + ": " + String.join(", ", names));
    if (!operation.members().isEmpty()) {
      calls.add(
          "change "
              + settings.memberAttribute().orElse("no attribute")
              + ": add "
              + operation.members().add().size()
              + ", remove "
              + operation.members().remove().size());
    }
    return calls;
  }
}
