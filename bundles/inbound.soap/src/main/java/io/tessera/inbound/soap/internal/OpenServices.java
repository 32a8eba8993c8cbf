package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.OpenRoute;
import io.tessera.lib.cxf.CxfBuses;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.ServletConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.cxf.Bus;
import org.jspecify.annotations.Nullable;

/**
 * The services while the door is open. Publishing one takes a while, so that each waits for its
 * first request: who speaks no SOAP does not pay for it.
 */
final class OpenServices {
  private final Map<String, Operations> operations = new HashMap<>();
  private final Map<String, ServiceEndpoint> published = new HashMap<>();
  private final ServiceEndpoint.Shared shared;
  private final ServletConfig config;
  private @Nullable Bus bus;

  /**
   * @throws IllegalStateException an operation names no permission
   */
  OpenServices(Services services, ServiceEndpoint.Shared shared, ServletConfig config) {
    this.shared = shared;
    this.config = config;
    services
        .all()
        .forEach(s -> operations.put(s.name(), new Operations(s.contract(), s.carriedOutBy())));
  }

  /** All operations, and the documents that describe them. */
  List<OpenRoute> routes() {
    List<OpenRoute> routes = new ArrayList<>();
    new TreeMap<>(operations)
        .forEach(
            (service, its) -> {
              String path = "/" + service;
              routes.add(OpenRoute.of("GET", path, Permission.SOAP_PROVISION));
              new TreeMap<>(its.all())
                  .forEach(
                      (operation, permission) ->
                          routes.add(
                              OpenRoute.soap(
                                  path, operation, Permission.SOAP_PROVISION, permission)));
            });
    return routes;
  }

  synchronized ServiceEndpoint endpoint(SoapService<?> service) {
    ServiceEndpoint present = published.get(service.name());
    if (present != null) {
      return present;
    }
    Operations ofService = operations.get(service.name());
    if (ofService == null) {
      throw new IllegalStateException("No service " + service.name());
    }
    if (bus == null) {
      bus = CxfBuses.newBus();
    }
    ServiceEndpoint endpoint = new ServiceEndpoint(bus, service, ofService, shared, config);
    published.put(service.name(), endpoint);
    return endpoint;
  }

  synchronized void close() {
    published.values().forEach(ServiceEndpoint::close);
    published.clear();
    if (bus != null) {
      bus.shutdown(true);
      bus = null;
    }
  }
}
