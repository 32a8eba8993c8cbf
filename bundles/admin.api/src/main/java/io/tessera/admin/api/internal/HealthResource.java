package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Health;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How this node is doing, and how it went in the last hour. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private static final int HOUR = 60;

  private final Health health;

  HealthResource(Health health) {
    this.health = health;
  }

  @GET
  @Requires(Permission.METRICS_READ)
  public Attributes get() {
    return HealthCodec.json(health.report());
  }

  @GET
  @Path("series")
  @Requires(Permission.METRICS_READ)
  public byte[] series(@QueryParam("minutes") @Nullable String minutes) {
    return HealthCodec.json(health.course(Duration.ofMinutes(minutes(minutes))));
  }

  private static int minutes(@Nullable String given) {
    if (given == null) {
      return HOUR;
    }
    try {
      int minutes = Integer.parseInt(given);
      if (minutes >= 1 && minutes <= HOUR) {
        return minutes;
      }
    } catch (NumberFormatException notANumber) {
      // said below, as for a number out of bounds
    }
    throw RejectedException.at(
        Problem.Kind.INVALID_VALUE,
        AttributePath.of("minutes"),
        "\"minutes\" must be a number from 1 to " + HOUR + ".");
  }
}
