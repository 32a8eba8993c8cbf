package io.tessera.provisioning.internal.delivery;

import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.internal.configuration.Prerequisite;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.GeneratedValues;
import io.tessera.store.spi.Lanes;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What it takes to deliver to one target.
 *
 * @param prerequisites targets that have to have a change first
 * @param followers targets that depend on this one
 * @param node name of this node, for people
 */
record Route(
    TargetConfiguration target,
    List<Prerequisite> prerequisites,
    List<Prerequisite> followers,
    Lanes lanes,
    RemovalGuard removals,
    GeneratedValues generated,
    Journal journal,
    OutboundPassword.Source passwords,
    RetryPolicy retries,
    AttachedConnector connector,
    CallTimer timer,
    TargetHealth health,
    String node,
    Supplier<Instant> clock) {

  DeliverySettings settings() {
    return target.target().delivery();
  }
}
