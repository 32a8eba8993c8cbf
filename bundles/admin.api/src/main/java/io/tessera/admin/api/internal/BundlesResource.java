package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Bundles;
import io.tessera.provisioning.api.admin.Bundles.BundleView;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.ConnectorType;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The bundles the server is made of, and those that were deployed. */
@Path("bundles")
@Produces(MediaType.APPLICATION_JSON)
public final class BundlesResource {
  private final Bundles bundles;
  private final Connections connections;

  BundlesResource(Bundles bundles, Connections connections) {
    this.bundles = bundles;
    this.connections = connections;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@BeanParam Paging paging) {
    Map<String, List<String>> types = types();
    return Paging.json(
        paging.of(
            bundles.list(), b -> b.symbolicName() + String.format(Locale.ROOT, " %09d", b.id())),
        bundle -> json(bundle, types));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Attributes get(@PathParam("id") String id) {
    return number(id)
        .flatMap(bundles::get)
        .map(bundle -> json(bundle, types()))
        .orElseThrow(() -> Answers.notFound("There is no bundle with the id " + id + "."));
  }

  @POST
  @Path("{id}/refresh")
  @Requires(Permission.BUNDLES_WRITE)
  public Attributes refresh(@Context Caller caller, @PathParam("id") String id) {
    return json(bundles.refresh(caller, number(id).orElse(-1L)), types());
  }

  @POST
  @Path("{id}/stop")
  @Requires(Permission.BUNDLES_WRITE)
  public Attributes stop(@Context Caller caller, @PathParam("id") String id) {
    return json(bundles.stop(caller, number(id).orElse(-1L)), types());
  }

  @POST
  @Path("{id}/start")
  @Requires(Permission.BUNDLES_WRITE)
  public Attributes start(@Context Caller caller, @PathParam("id") String id) {
    return json(bundles.start(caller, number(id).orElse(-1L)), types());
  }

  private static Optional<Long> number(String id) {
    try {
      return Optional.of(Long.parseLong(id)).filter(number -> number >= 0);
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** What each bundle offers, by its symbolic name and version. */
  private Map<String, List<String>> types() {
    return connections.connectorTypes().stream()
        .collect(
            Collectors.groupingBy(
                ConnectorType::bundle, Collectors.mapping(ConnectorType::id, Collectors.toList())));
  }

  private static Attributes json(BundleView bundle, Map<String, List<String>> types) {
    return new JsonObject()
        .text("id", Long.toString(bundle.id()))
        .text("symbolicName", bundle.symbolicName())
        .text("name", bundle.name())
        .text("version", bundle.version())
        .word("state", bundle.state())
        .word("source", bundle.source())
        .text("file", Optional.of(bundle.file()).filter(file -> !file.isEmpty()))
        .texts(
            "connectorTypes",
            types.getOrDefault(bundle.symbolicName() + " " + bundle.version(), List.of()))
        .text("problem", Optional.of(bundle.problem()).filter(problem -> !problem.isEmpty()))
        .build();
  }
}
