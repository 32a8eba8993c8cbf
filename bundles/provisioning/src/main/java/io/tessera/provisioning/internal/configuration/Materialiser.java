package io.tessera.provisioning.internal.configuration;

import io.tessera.connector.spi.Connector;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Configuration Admin's factory configurations equal to the active targets in the database,
 * on this node: one each, with references in the place of secrets.
 */
@Component(service = Materialiser.class, immediate = true)
public final class Materialiser {
  private static final Logger LOG = LoggerFactory.getLogger(Materialiser.class);
  private static final String OURS = "(" + Connector.TARGET + "=*)";

  private final LiveConfiguration configuration;
  private final ConfigurationAdmin admin;
  private final ReentrantLock one = new ReentrantLock();
  private final Runnable listener = this::materialise;

  /**
   * @param secrets must be there before any configuration that refers to a secret
   */
  @Activate
  public Materialiser(
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "admin") ConfigurationAdmin admin,
      @Reference(name = "secrets") SecretResolver secrets) {
    this.configuration = configuration;
    this.admin = admin;
    configuration.onChange(listener);
    configuration.refresh();
    materialise();
  }

  @Deactivate
  void stop() {
    configuration.forget(listener);
  }

  private void materialise() {
    one.lock();
    try {
      Set<String> wanted = new HashSet<>();
      for (TargetConfiguration target : configuration.held().targets()) {
        if (target.active()) {
          wanted.add(target.target().id().toString());
          write(target);
        }
      }
      removeAllBut(wanted);
    } catch (IOException | InvalidSyntaxException broken) {
      LOG.error("targets cannot be made known to their connectors", broken);
    } finally {
      one.unlock();
    }
  }

  private void write(TargetConfiguration target) throws IOException {
    Configuration instance =
        admin.getFactoryConfiguration(
            target.target().connectorType(), target.target().id().toString(), "?");
    instance.updateIfDifferent(properties(target));
  }

  private void removeAllBut(Set<String> wanted) throws IOException, InvalidSyntaxException {
    Configuration @Nullable [] present = admin.listConfigurations(OURS);
    for (Configuration instance : present == null ? new Configuration[0] : present) {
      if (!wanted.contains(String.valueOf(instance.getProperties().get(Connector.TARGET)))) {
        instance.delete();
      }
    }
  }

  private static Dictionary<String, Object> properties(TargetConfiguration target) {
    Dictionary<String, Object> properties = new Hashtable<>();
    Attributes settings = target.target().settings();
    settings.forEach((name, value) -> properties.put(name, plain(value)));
    target
        .secrets()
        .forEach(
            (name, reference) -> {
              if (!name.equals(ConnectorTypeCatalog.DEFAULT_PASSWORD_NAME)) {
                properties.put(
                    ConnectorTypeCatalog.PRIVATE + name, SecretResolver.referTo(reference));
              }
            });
    properties.put(Connector.TARGET, target.target().id().toString());
    return properties;
  }

  /** As Configuration Admin takes it; components convert to the types they declare. */
  private static Object plain(Value value) {
    if (value instanceof Value.Bool bool) {
      return bool.value();
    }
    if (value instanceof Value.Num num) {
      return num.value().stripTrailingZeros().scale() <= 0
          ? (Object) num.value().longValue()
          : (Object) num.value().doubleValue();
    }
    if (value instanceof Value.Many many) {
      List<String> texts = many.values().stream().map(v -> String.valueOf(plain(v))).toList();
      return texts.toArray(String[]::new);
    }
    return value instanceof Value.Text text ? text.value() : "";
  }
}
