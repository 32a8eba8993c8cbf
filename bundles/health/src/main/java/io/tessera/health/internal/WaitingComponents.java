package io.tessera.health.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why doors stay shut: components of ours that wait for something or could not start. */
@Component(service = WaitingComponents.class)
public final class WaitingComponents {
  private static final String OURS = "io.tessera.";

  private final ServiceComponentRuntime components;

  @Activate
  public WaitingComponents(@Reference(name = "components") ServiceComponentRuntime components) {
    this.components = components;
  }

  /** One line for each, in words for the log. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
      if (component.bundle.symbolicName.startsWith(OURS)) {
        for (ComponentConfigurationDTO instance :
            components.getComponentConfigurationDTOs(component)) {
          describe(component.name, instance, reasons);
        }
      }
    }
    return reasons;
  }

  private static void describe(
      String name, ComponentConfigurationDTO instance, List<String> reasons) {
    switch (instance.state) {
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
          reasons.add(
              name
                  + " waits for "
                  + Arrays.stream(instance.unsatisfiedReferences)
                      .map(reference -> reference.name)
                      .collect(Collectors.joining(", ")));
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          reasons.add(name + " could not start: " + firstLine(instance.failure));
      default -> {
        // active, or would be when asked for
      }
    }
  }

  private static String firstLine(String stackTrace) {
    return stackTrace.lines().findFirst().orElse("");
  }
}
