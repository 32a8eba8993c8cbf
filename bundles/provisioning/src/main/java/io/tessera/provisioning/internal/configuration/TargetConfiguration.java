package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.DeliverySettings.AccountsFor;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import java.util.Map;
import java.util.Set;

/**
 * A target as the running server uses it.
 *
 * @param secrets reference of each secret that is set, by property
 * @param policyMap with no more attributes than its identity provider lets through
 * @param active whether it and its identity provider are switched on
 * @param provisioningRoles roles and groups, of the identity provider: only who holds one gets an
 *     account; empty for everyone
 */
public record TargetConfiguration(
    Target target,
    Map<String, String> secrets,
    CompiledPolicyMap policyMap,
    boolean active,
    Set<String> provisioningRoles) {
  public TargetConfiguration {
    secrets = Map.copyOf(secrets);
    provisioningRoles = Set.copyOf(provisioningRoles);
  }

  /** Of an identity provider that asks for no roles. */
  public TargetConfiguration(
      Target target, Map<String, String> secrets, CompiledPolicyMap policyMap, boolean active) {
    this(target, secrets, policyMap, active, Set.of());
  }

  /** Whether changes that wait are sent. */
  public boolean isServed() {
    return active && !target.delivery().maintenance();
  }

  /** Whether some may have no account there. */
  public boolean isLimited() {
    return target.delivery().accountsFor() == AccountsFor.ASSIGNED || !provisioningRoles.isEmpty();
  }
}
