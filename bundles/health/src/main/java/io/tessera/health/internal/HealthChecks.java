package io.tessera.health.internal;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The checks tagged {@code ready} that are there now, by their {@code hc.name}. */
@Component(service = HealthChecks.class)
public final class HealthChecks {
  private final Map<HealthCheck, String> names = new ConcurrentHashMap<>();

  @Activate
  public HealthChecks() {}

  @Reference(cardinality = MULTIPLE, policy = DYNAMIC, target = "(" + HealthCheck.TAGS + "=ready)")
  void addCheck(HealthCheck check, Map<String, Object> properties) {
    names.put(check, String.valueOf(properties.get(HealthCheck.NAME)));
  }

  void removeCheck(HealthCheck check) {
    names.remove(check);
  }

  /**
   * Runs all checks one after the other on the calling thread.
   *
   * @param required names that must be among the checks
   * @return what is wrong, in words for the log; empty when all is well
   */
  List<String> failures(List<String> required) {
    List<String> failures = new ArrayList<>();
    for (String name : required) {
      if (!names.containsValue(name)) {
        failures.add(name + ": not there yet");
      }
    }
    names.forEach((check, name) -> failure(check).ifPresent(f -> failures.add(name + ": " + f)));
    return failures;
  }

  private static Optional<String> failure(HealthCheck check) {
    try {
      Result result = check.execute();
      return result.isOk() ? Optional.empty() : Optional.of(words(result));
    } catch (RuntimeException e) { // a check that fails is a door that is shut
      return Optional.of(e.toString());
    }
  }

  private static String words(Result result) {
    StringBuilder words = new StringBuilder(result.getStatus().toString());
    result.forEach(entry -> words.append(", ").append(entry.getMessage()));
    return words.toString();
  }
}
