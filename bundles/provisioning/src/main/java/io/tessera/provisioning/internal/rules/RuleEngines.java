package io.tessera.provisioning.internal.rules;

import io.tessera.provisioning.api.spi.RuleEngine;
import io.tessera.provisioning.internal.roles.ServerZone;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The one place where languages of policies come and go. */
@Component(service = RuleEngines.class)
public final class RuleEngines {
  private final List<RuleEngine> engines = new CopyOnWriteArrayList<>();
  private final Clock clock;

  @Activate
  public RuleEngines(@Reference(name = "zone") ServerZone zone) {
    this(zone.clock());
  }

  private RuleEngines(Clock clock) {
    this.clock = clock;
  }

  /** With a clock in whose zone days and times are counted. */
  public static RuleEngines by(Clock clock) {
    return new RuleEngines(clock);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      name = "engines")
  void addEngine(RuleEngine engine) {
    engines.add(engine);
  }

  void removeEngine(RuleEngine engine) {
    engines.remove(engine);
  }

  Optional<RuleEngine> find(String language) {
    return engines.stream().filter(engine -> engine.language().equals(language)).findFirst();
  }

  Set<String> languages() {
    Set<String> languages = new TreeSet<>();
    engines.forEach(engine -> languages.add(engine.language()));
    return languages;
  }

  Clock clock() {
    return clock;
  }
}
