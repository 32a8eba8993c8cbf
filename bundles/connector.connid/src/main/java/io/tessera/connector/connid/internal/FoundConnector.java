package io.tessera.connector.connid.internal;

import java.util.List;
import org.identityconnectors.framework.impl.api.ConfigurationPropertyImpl;

/**
 * A connector that a jar has.
 *
 * @param pid of its configurations
 * @param label for people
 * @param component the class of ours that goes with its abilities
 * @param scripted whether it runs scripts or commands that its settings name
 */
record FoundConnector(
    String className,
    String pid,
    String label,
    Class<?> component,
    boolean scripted,
    List<ConfigurationPropertyImpl> properties) {
  FoundConnector {
    properties = List.copyOf(properties);
  }
}
