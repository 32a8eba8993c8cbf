package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.util.UUID;

/** The ordered queue of one identity or group at one target. */
public record LaneKey(UUID target, ResourceType type, ResourceId resource) {}
