package io.tessera.inbound.soap.internal;

import io.tessera.lib.cxf.CxfBuses;
import jakarta.servlet.ServletConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.SoapBindingConstants;
import org.apache.cxf.endpoint.EndpointImpl;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** A service behind the framework, on a bus of the door. */
final class ServiceEndpoint {
  private final Server server;
  private final ServletConfig config;

  ServiceEndpoint(
      Bus bus, SoapService<?> service, Operations operations, Shared shared, ServletConfig config) {
    this.config = config;
    this.server =
        CxfBuses.withCxfLoader(
            () -> publish(bus, service, new Invocation<>(service, operations), shared));
  }

  /** What all services of a door have in common. */
  record Shared(Intake intake, SignInHeader signIn) {}

  private static Server publish(
      Bus bus, SoapService<?> service, Invocation<?> invocation, Shared shared) {
    JaxWsServerFactoryBean factory = new JaxWsServerFactoryBean();
    factory.setBus(bus);
    factory.setAddress("/" + service.name());
    factory.setServiceClass(service.contract());
    factory.setInvoker(invocation);
    // An endpoint of SOAP 1.2 takes SOAP 1.1 too, and answers each in its own.
    factory.setBindingId(SoapBindingConstants.SOAP12_BINDING_ID);
    Map<String, Object> properties = new HashMap<>();
    properties.put(FaultListener.class.getName(), (FaultListener) (thrown, what, message) -> false);
    factory.setProperties(properties);
    factory.setStart(false);
    Server server = factory.create();
    EndpointImpl endpoint = (EndpointImpl) server.getEndpoint();
    endpoint.getInInterceptors().add(shared.intake());
    endpoint.getInInterceptors().add(shared.signIn());
    if (service.quiet()) {
      endpoint.getOutInterceptors().add(new QuietAnswers());
    }
    endpoint.setOutFaultObserver(new Faults(visit -> SoapServlet.errors(visit, service)));
    server.start();
    return server;
  }

  void serve(Visit visit) throws IOException {
    visit.note();
    ((AbstractHTTPDestination) server.getDestination())
        .invoke(config, config.getServletContext(), visit.request(), visit.response());
  }

  void close() {
    server.destroy();
  }
}
