package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.DeliverySettings;
import java.util.UUID;

/**
 * Another target in the order in which targets get a change.
 *
 * @param name for people
 */
public record Prerequisite(UUID target, String name, DeliverySettings.Order order) {}
