package io.tessera.admin.api.internal;

import io.tessera.inbound.http.OpenDoors;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.FilterDTO;
import org.osgi.service.servlet.runtime.dto.ResourceDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;
import org.osgi.service.servlet.runtime.dto.ServletDTO;

/**
 * Everything the web server serves at this moment, and what each of it takes. What the gate does
 * not know is told as well: that is what an auditor looks for.
 */
@Path("doors")
@Produces(MediaType.APPLICATION_JSON)
public final class DoorsResource {
  private final OpenDoors doors;
  private final HttpServiceRuntime web;

  DoorsResource(OpenDoors doors, HttpServiceRuntime web) {
    this.doors = doors;
    this.web = web;
  }

  /** What answers at some paths. */
  private record Served(String name, List<String> paths) {}

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(paging.of(served(), Served::name), this::json);
  }

  private List<Served> served() {
    List<Served> served = new ArrayList<>();
    for (ServletContextDTO context : web.getRuntimeDTO().servletContextDTOs) {
      for (ServletDTO servlet : context.servletDTOs) {
        served.add(new Served(servlet.name, List.of(servlet.patterns)));
      }
      for (ResourceDTO resource : context.resourceDTOs) {
        served.add(new Served("files of " + resource.prefix, List.of(resource.patterns)));
      }
      for (FilterDTO filter : context.filterDTOs) {
        served.add(new Served("filter " + filter.name, List.of(filter.patterns)));
      }
    }
    return served;
  }

  private Attributes json(Served served) {
    Optional<List<OpenRoute>> routes = doors.routes(served.name());
    return new JsonObject()
        .text("name", served.name())
        .texts("paths", served.paths().stream().sorted().toList())
        .flag("gated", routes.isPresent())
        .objects("routes", routes.orElse(List.of()).stream().map(DoorsResource::json).toList())
        .build();
  }

  private static Attributes json(OpenRoute route) {
    return new JsonObject()
        .text("method", route.method())
        .text("path", route.path())
        .text("operation", route.operation())
        .texts("permissions", route.permissions().stream().map(Permission::key).toList())
        .build();
  }
}
