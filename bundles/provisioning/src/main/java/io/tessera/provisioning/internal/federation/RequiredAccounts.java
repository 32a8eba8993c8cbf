package io.tessera.provisioning.internal.federation;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.Aim;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.DeliveryLog.Linked;
import io.tessera.store.spi.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whether those who enter are known where they have to be. */
final class RequiredAccounts {
  private final Store store;
  private final DeliveryLog log;

  RequiredAccounts(Store store, DeliveryLog log) {
    this.store = store;
    this.log = log;
  }

  /** Name of a required target that is to have the account, and has not got it yet. */
  Optional<String> missing(Snapshot snapshot, String serviceProvider, ResourceId user) {
    List<TargetConfiguration> required =
        snapshot.targets().stream()
            .filter(TargetConfiguration::active)
            .filter(
                target ->
                    snapshot.deliveryMode(serviceProvider, target) == DeliverySettings.Mode.REQUIRE)
            .toList();
    if (required.isEmpty()) {
      return Optional.empty();
    }
    Map<UUID, Aim> aims = store.<Map<UUID, Aim>>read(tx -> tx.aimsOf(user));
    Set<UUID> known =
        log.accountsOf(user).stream()
            .filter(linked -> linked.link() != null)
            .map(Linked::lane)
            .map(lane -> lane.target())
            .collect(Collectors.toSet());
    return required.stream()
        .map(TargetConfiguration::target)
        .filter(target -> aims.get(target.id()) == Aim.ACCOUNT && !known.contains(target.id()))
        .map(target -> target.name())
        .findFirst();
  }
}
