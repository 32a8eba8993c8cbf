package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import java.util.Map;

/**
 * A target as the running server uses it.
 *
 * @param secrets reference of each secret that is set, by property
 * @param active whether it and its identity provider are switched on
 */
public record TargetConfiguration(
    Target target, Map<String, String> secrets, CompiledPolicyMap policyMap, boolean active) {
  public TargetConfiguration {
    secrets = Map.copyOf(secrets);
  }

  /** Whether changes that wait are sent. */
  public boolean isServed() {
    return active && !target.delivery().maintenance();
  }
}
