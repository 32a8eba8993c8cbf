package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** What the server was started with. Secrets are in files, and those are named only. */
@Path("settings")
@Produces(MediaType.APPLICATION_JSON)
public final class SettingsResource {
  private final ServerSettings settings;

  SettingsResource(ServerSettings settings) {
    this.settings = settings;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(
        paging.of(settings.list(), ServerSettings.Setting::key), SettingsResource::json);
  }

  private static Attributes json(ServerSettings.Setting setting) {
    return new JsonObject()
        .text("key", setting.key())
        .text("value", Optional.of(setting.value()).filter(value -> !value.isEmpty()))
        .text("default", setting.byDefault())
        .text("source", setting.source())
        .text("description", setting.description())
        .flag("restart", true)
        .build();
  }
}
