package io.tessera.shell.internal;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.admin.OperationView;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is in the queue of one identity at one target.
 *
 * @param head the first to go
 * @param depth how many there are, with it
 */
record OpenLane(OperationView head, int depth) {
  private record Key(UUID target, ResourceId resource) {}

  /** The longest wait first. */
  static List<OpenLane> of(Collection<OperationView> operations) {
    Map<Key, OpenLane> lanes = new LinkedHashMap<>();
    for (OperationView operation : operations) {
      lanes.merge(
          new Key(operation.target(), operation.resource()),
          new OpenLane(operation, 1),
          OpenLane::with);
    }
    return lanes.values().stream()
        .sorted(Comparator.comparing(lane -> lane.head().created()))
        .toList();
  }

  private OpenLane with(OpenLane other) {
    boolean earlier = other.head.version() < head.version();
    return new OpenLane(earlier ? other.head : head, depth + other.depth);
  }
}
