package io.tessera.federation.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.json.AttributesJson;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.SignInMemory;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The way in for platforms that have done the sign-in themselves. */
@Component(name = "io.tessera.federation.assertions", service = Servlet.class)
@HttpWhiteboardServletName("federation")
@HttpWhiteboardServletPattern("/federation/*")
public final class AssertionsServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;
  private static final String PATH = "/assertions";
  private static final String JSON = "application/json";
  private static final int MAX_DEPTH = 8;
  private static final int MAX_TEXT = 400 * 1024;

  private final transient Gate gate;
  private final transient ServiceProviders serviceProviders;
  private final transient Introduction introduction;
  private final transient AssertionErrors errors = new AssertionErrors();
  private final transient AttributesJson json = new AttributesJson(MAX_DEPTH, MAX_TEXT);

  @Activate
  public AssertionsServlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "protocols") Protocols protocols,
      @Reference(name = "signIn") FederatedSignIn signIn,
      @Reference(name = "memory") SignInMemory memory,
      @Reference(name = "serviceProviders") ServiceProviders serviceProviders) {
    this(gate, protocols, signIn, memory, serviceProviders, Clock.systemUTC());
  }

  AssertionsServlet(
      Gate gate,
      Protocols protocols,
      FederatedSignIn signIn,
      SignInMemory memory,
      ServiceProviders serviceProviders,
      Clock clock) {
    super(gate, Channel.FEDERATION);
    this.gate = gate;
    this.serviceProviders = serviceProviders;
    this.introduction =
        new Introduction(signIn, protocols, memory, new Refusals(signIn), errors, clock);
  }

  @Override
  protected List<OpenRoute> routes() {
    return List.of(OpenRoute.of("POST", PATH, Permission.FEDERATION_ASSERT));
  }

  @Override
  protected ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    if (admission instanceof Admission.Anonymous anonymous) {
      fail(anonymous.otherwise(), request, response);
      return;
    }
    if (!PATH.equals(request.getPathInfo())) {
      fail(HttpServletResponse.SC_NOT_FOUND, request, response);
      return;
    }
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      fail(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request, response);
      return;
    }
    Caller caller = ((Admission.Granted) admission).caller();
    if (!caller.may(Permission.FEDERATION_ASSERT)) {
      fail(lacking(request, Permission.FEDERATION_ASSERT), request, response);
      return;
    }
    if (!JSON.equals(type(request.getContentType()))) {
      fail(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, request, response);
      return;
    }
    Visit visit =
        new Visit(
            request, String.valueOf(response.getHeader(CAUSALITY_HEADER)), gate.namesItself());
    Answer answer =
        introduction.of(json.read(request.getInputStream()), serviceProvider(caller), visit);
    if (answer.status() >= HttpServletResponse.SC_BAD_REQUEST) {
      refusing(request, response);
    }
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  private static String type(String header) {
    return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Empty for those who come as themselves. */
  private Optional<UUID> serviceProvider(Caller caller) {
    return serviceProviders.list().stream()
        .filter(sp -> !sp.isResident() && sp.name().equals(caller.serviceProvider()))
        .map(ServiceProvider::id)
        .findFirst();
  }
}
