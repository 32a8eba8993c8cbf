package io.tessera.inbound.http;

import io.tessera.lib.cxf.CxfBuses;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.cxf.Bus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.JAXRSServiceImpl;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** The resources of one door on a CXF bus of their own. */
final class JaxRsEndpoint {
  private final Bus bus;
  private final CXFNonSpringServlet servlet;
  private final Server server;
  private final Permissions permissions;

  /**
   * Publishes the resources.
   *
   * @throws IllegalStateException a route names no permission
   */
  JaxRsEndpoint(Door door, ServletConfig config) {
    this.bus = CxfBuses.newBus();
    this.servlet = new CXFNonSpringServlet(null, bus);
    PermissionCheck check = new PermissionCheck();
    try {
      this.server = CxfBuses.withCxfLoader(() -> publish(door, config, check));
      JAXRSServiceImpl service = (JAXRSServiceImpl) server.getEndpoint().getService();
      this.permissions = check.learn(service.getClassResourceInfos());
    } catch (RuntimeException refused) {
      bus.shutdown(true);
      throw refused;
    }
  }

  private Server publish(Door door, ServletConfig config, PermissionCheck check)
      throws ServletException {
    servlet.init(new QuietServletConfig(config));
    List<Object> providers = new ArrayList<>(door.providers());
    providers.addAll(new FailureMappers(door.errors()).all());
    providers.addAll(List.of(check, new CallerContext(), new BaseUriContext(), new BytesBody()));
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setBus(bus);
    factory.setAddress("/");
    factory.setServiceBeans(new ArrayList<>(door.resources()));
    factory.setProviders(providers);
    Server created = factory.create();
    withoutOverrides(created);
    return created;
  }

  /**
   * CXF lets callers override method and formats by query parameters and headers ({@code _method},
   * {@code X-HTTP-Method-Override}). What a proxy in front checked must be what happens here.
   */
  private static void withoutOverrides(Server server) {
    if (server.getEndpoint().get(ServerProviderFactory.class.getName())
        instanceof ServerProviderFactory providers) {
      providers.setRequestPreprocessor(null);
    }
  }

  /** Whether some route is for callers who did not sign in. */
  boolean anyForEverybody() {
    return permissions.anyForEverybody();
  }

  /** What there is to ask for. */
  List<OpenRoute> routes() {
    return permissions.routes();
  }

  void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    servlet.service(request, response);
  }

  void close() {
    server.destroy();
    servlet.destroy();
    bus.shutdown(true);
  }
}
