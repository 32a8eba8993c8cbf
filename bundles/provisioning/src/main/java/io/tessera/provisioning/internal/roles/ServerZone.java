package io.tessera.provisioning.internal.roles;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where days begin and end. */
@Component(name = "io.tessera.time", service = ServerZone.class)
@Designate(ocd = ServerZone.Config.class)
public final class ServerZone {
  private static final Logger LOG = LoggerFactory.getLogger(ServerZone.class);

  private final Clock clock;

  /** The same on all nodes. */
  @ObjectClassDefinition(name = "Time")
  public @interface Config {
    @AttributeDefinition(
        description = "Zone in which days begin and end, e.g. Europe/Berlin; instants are in UTC")
    String zone() default "UTC";
  }

  @Activate
  public ServerZone(Config config) {
    this.clock = Clock.system(zone(config.zone()));
  }

  /** The present time, with the zone. */
  public Clock clock() {
    return clock;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      LOG.error("io.tessera.time: there is no zone {}; UTC is taken", name);
      return ZoneOffset.UTC;
    }
  }
}
