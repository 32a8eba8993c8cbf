package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Connector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

  /**
   * There may be several for a target while two versions of a bundle are there side by side. The
   * one that came last is at work.
   */
  private final Map<UUID, List<AttachedConnector>> byTarget = new ConcurrentHashMap<>();

  private final Doorbell doorbell;
  private final Trials trials;
  private final BundleContext context;

  @Activate
  public Connectors(
      BundleContext context,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "trials") Trials trials) {
    this.context = context;
    this.doorbell = doorbell;
    this.trials = trials;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeConnector")
  public void addConnector(Connector connector, Map<String, Object> properties) {
    targetIn(properties)
        .ifPresent(
            target -> {
              Trials.Origin origin = origin(properties);
              String label = origin.toString();
              AttachedConnector attached =
                  new AttachedConnector(
                      target, connector, label, trials.arrived(origin, () -> takeAway(label)));
              byTarget.merge(target, List.of(attached), Connectors::both);
              LOG.info("target {}: connector is here", target);
              doorbell.ring();
            });
  }

  private static List<AttachedConnector> both(
      List<AttachedConnector> present, List<AttachedConnector> added) {
    return Stream.concat(present.stream(), added.stream()).toList();
  }

  /** Calls in flight are given time to end before the connector is taken apart. */
  public void removeConnector(Connector connector, Map<String, Object> properties) {
    targetIn(properties)
        .flatMap(target -> attached(target).stream().filter(a -> a.is(connector)).findFirst())
        .ifPresent(
            gone -> {
              withdraw(gone);
              gone.detach();
              tellSuccessor(gone.target());
            });
  }

  /** Takes away all connectors of one version of a bundle, before the bundle itself goes. */
  private void takeAway(String label) {
    List<AttachedConnector> rejected =
        byTarget.values().stream()
            .flatMap(List::stream)
            .filter(a -> a.label().equals(label))
            .toList();
    rejected.forEach(this::withdraw);
    rejected.forEach(AttachedConnector::detach);
    rejected.forEach(gone -> tellSuccessor(gone.target()));
  }

  private void withdraw(AttachedConnector gone) {
    UUID target = gone.target();
    byTarget.computeIfPresent(
        target,
        (id, present) -> {
          List<AttachedConnector> left = present.stream().filter(a -> a != gone).toList();
          return left.isEmpty() ? null : left;
        });
    if (has(target)) {
      doorbell.ring();
    } else {
      LOG.info("target {}: connector has gone, its changes wait", target);
    }
  }

  private void tellSuccessor(UUID target) {
    of(target)
        .ifPresent(
            left -> {
              LOG.info("target {}: its connector is that of {} now", target, left.label());
              left.atWorkAgain();
            });
  }

  private List<AttachedConnector> attached(UUID target) {
    return byTarget.getOrDefault(target, List.of());
  }

  Optional<AttachedConnector> of(UUID target) {
    List<AttachedConnector> attached = attached(target);
    return attached.isEmpty() ? Optional.empty() : Optional.of(attached.get(attached.size() - 1));
  }

  /** Whether the connector of a target is here. */
  public boolean has(UUID target) {
    return byTarget.containsKey(target);
  }

  /** What people should know of the bundle that serves a target; mostly empty. */
  public String remark(UUID target) {
    return of(target).map(c -> trials.remark(c.label())).orElse("");
  }

  private Trials.Origin origin(Map<String, Object> properties) {
    Bundle bundle =
        properties.get(Constants.SERVICE_BUNDLEID) instanceof Long id
            ? context.getBundle(id)
            : null;
    return bundle == null
        ? new Trials.Origin("", "")
        : new Trials.Origin(
            String.valueOf(bundle.getSymbolicName()), bundle.getVersion().toString());
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
