package io.tessera.provisioning.internal.selection;

import io.tessera.model.ResourceType;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom the accounts of one target are for: everyone, or those who hold one of the identity
 * provider's provisioning roles or a role that carries the target.
 */
final class Eligibility {
  private final TargetConfiguration target;
  private final Snapshot snapshot;
  private final Set<String> provisioningRoles;

  Eligibility(TargetConfiguration target, Snapshot snapshot) {
    this.target = target;
    this.snapshot = snapshot;
    this.provisioningRoles = target.provisioningRoles();
  }

  /**
   * What entitles to an account.
   *
   * @return name of a role or group, "" for nothing in particular; empty when nothing does
   */
  Optional<String> of(Subject subject) {
    if (!target.isLimited()) {
      return Optional.of("");
    }
    Set<String> held = new TreeSet<>(subject.titles());
    Optional<String> provisioning = held.stream().filter(provisioningRoles::contains).findFirst();
    if (provisioning.isPresent()) {
      return provisioning;
    }
    if (subject.type() == ResourceType.GROUP) {
      return provisioningRoles.isEmpty() ? Optional.of("") : Optional.empty();
    }
    return new TreeSet<>(subject.roles())
        .stream().filter(role -> snapshot.carries(role, target)).findFirst();
  }
}
