package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Connector;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where connectors come and go. Everybody else asks for the one of a target. */
@Component(service = Connectors.class)
public final class Connectors {
  private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);

  private final Map<UUID, AttachedConnector> byTarget = new ConcurrentHashMap<>();
  private final Doorbell doorbell;
  private final BundleContext context;

  @Activate
  public Connectors(BundleContext context, @Reference(name = "doorbell") Doorbell doorbell) {
    this.context = context;
    this.doorbell = doorbell;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeConnector")
  public void addConnector(Connector connector, Map<String, Object> properties) {
    targetIn(properties)
        .ifPresent(
            target -> {
              byTarget.put(
                  target,
                  new AttachedConnector(target, connector, label(properties), outcome -> {}));
              LOG.info("target {}: connector is here", target);
              doorbell.ring();
            });
  }

  /** Calls in flight are given time to end before the connector is taken apart. */
  public void removeConnector(Connector connector, Map<String, Object> properties) {
    targetIn(properties)
        .ifPresent(
            target -> {
              AttachedConnector attached = byTarget.get(target);
              if (attached != null && attached.is(connector)) {
                byTarget.remove(target, attached);
                attached.detach();
                LOG.info("target {}: connector has gone, its changes wait", target);
              }
            });
  }

  Optional<AttachedConnector> of(UUID target) {
    return Optional.ofNullable(byTarget.get(target));
  }

  /** Whether the connector of a target is here. */
  public boolean has(UUID target) {
    return byTarget.containsKey(target);
  }

  private String label(Map<String, Object> properties) {
    Bundle bundle =
        properties.get(Constants.SERVICE_BUNDLEID) instanceof Long id
            ? context.getBundle(id)
            : null;
    return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  private static Optional<UUID> targetIn(Map<String, Object> properties) {
    if (!(properties.get(Connector.TARGET) instanceof String text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      LOG.warn("a connector was registered for \"{}\", which is no target", text);
      return Optional.empty();
    }
  }
}
