package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.AlertChannels;
import io.tessera.provisioning.api.admin.Health;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of watching over the server. */
@Component(service = WatchCases.class)
public final class WatchCases {
  private final Health health;
  private final AlertChannels alertChannels;

  @Activate
  public WatchCases(
      @Reference(name = "health") Health health,
      @Reference(name = "alertChannels") AlertChannels alertChannels) {
    this.health = health;
    this.alertChannels = alertChannels;
  }

  List<Object> resources() {
    return List.of(new HealthResource(health), new AlertChannelsResource(alertChannels));
  }
}
