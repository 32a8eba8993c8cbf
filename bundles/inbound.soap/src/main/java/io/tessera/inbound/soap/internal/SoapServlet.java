package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.inbound.soap.internal.wso2.Wso2Limits;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.UserStores;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where SOAP clients come in. */
@Component(name = "io.tessera.inbound.soap", service = Servlet.class)
@HttpWhiteboardServletName("soap")
@HttpWhiteboardServletPattern("/services/*")
@Designate(ocd = SoapServlet.Config.class)
public final class SoapServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNSUPPORTED = 415;

  private final transient Services services;
  private final transient Contracts contracts = new Contracts();
  private final transient Config config;
  private transient @Nullable OpenServices open;

  /** What the SOAP services offer. */
  @ObjectClassDefinition(name = "SOAP services")
  public @interface Config {
    @AttributeDefinition(
        description = "Take passwords in WS-Security headers from callers who do not use TLS")
    boolean usernameTokenWithoutTls() default false;

    @AttributeDefinition(description = "Show WSDLs and schemas to callers who do not sign in")
    boolean contractsForEverybody() default false;

    @AttributeDefinition(
        description =
            "Answer writes of RemoteUserStoreManagerService with 200 and an empty envelope, for"
                + " clients that do not take 202 without one")
    boolean emptyEnvelopes() default false;

    @AttributeDefinition(description = "Most names in one answer of RemoteUserStoreManagerService")
    int maxNames() default 1_000;

    @AttributeDefinition(
        description =
            "Further claims, or other attributes for known ones: claim URI = attribute path, e.g."
                + " http://wso2.org/claims/costCenter=urn:ietf:params:scim:schemas:extension:"
                + "enterprise:2.0:User:costCenter. Nothing after = takes a claim away")
    String[] claims() default {};
  }

  @Activate
  public SoapServlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "provisioning") Provisioning provisioning,
      @Reference(name = "userStores") UserStores userStores,
      @Reference(name = "deliveries") Deliveries deliveries,
      Config config) {
    super(gate, Channel.SOAP);
    this.config = config;
    this.services =
        new Services(
            provisioning,
            userStores,
            deliveries,
            new Wso2Limits(config.maxNames(), List.of(config.claims())),
            !config.emptyEnvelopes());
  }

  /**
   * Opens the door.
   *
   * @throws IllegalStateException an operation names no permission
   */
  @Override
  public void init() {
    SignInHeader signIn = new SignInHeader(config.usernameTokenWithoutTls(), Clock.systemUTC());
    open =
        new OpenServices(
            services,
            new ServiceEndpoint.Shared(new Intake(new XmlIntake()), signIn),
            getServletConfig());
  }

  @Override
  protected List<OpenRoute> routes() {
    return open == null ? List.of() : open.routes();
  }

  @Override
  public void destroy() {
    super.destroy();
    if (open != null) {
      open.close();
      open = null;
    }
  }

  @Override
  protected ErrorFormat errors(HttpServletRequest request) {
    return new SoapErrors(
        SoapVersions.of(request.getContentType()).orElse(SoapVersions.SOAP11),
        services.at(request.getPathInfo()).map(SoapService::words).orElse(PlainWords.PLAIN));
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    Optional<SoapService<?>> service = services.at(request.getPathInfo());
    if (service.isEmpty()) {
      refuse(admission, NOT_FOUND, request, response);
    } else if (request.getMethod().equals("GET")) {
      show(service.get(), request, response, admission);
    } else if (request.getMethod().equals("POST")) {
      call(service.get(), request, response, admission);
    } else {
      response.setHeader("Allow", "GET, POST");
      refuse(admission, NOT_ALLOWED, request, response);
    }
  }

  /** Who did not sign in does not learn what there is. */
  private void refuse(
      Admission admission, int status, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Visit.drain(request);
    if (admission instanceof Admission.Anonymous anonymous) {
      fail(anonymous.otherwise(), request, response);
    } else {
      fail(status, request, response);
    }
  }

  private void call(
      SoapService<?> service,
      HttpServletRequest request,
      HttpServletResponse response,
      Admission admission)
      throws IOException {
    OpenServices here = open;
    if (here == null) {
      fail(HttpServletResponse.SC_SERVICE_UNAVAILABLE, request, response);
    } else if (SoapVersions.of(request.getContentType()).isEmpty()
        || !XmlIntake.reads(request.getCharacterEncoding())
        || request.getHeader("Content-Encoding") != null) {
      refuse(admission, UNSUPPORTED, request, response);
    } else {
      here.endpoint(service).serve(visit(request, response, admission));
    }
  }

  private Visit visit(
      HttpServletRequest request, HttpServletResponse response, Admission admission) {
    return new Visit(
        request,
        response,
        admission,
        credentials -> admit(credentials, request, response),
        (by, about) -> ask(by, about, response),
        String.valueOf(response.getHeader(CAUSALITY_HEADER)));
  }

  /** The WSDL, and the schemas it names. */
  private void show(
      SoapService<?> service,
      HttpServletRequest request,
      HttpServletResponse response,
      Admission admission)
      throws IOException {
    if (!config.contractsForEverybody() && !maySee(request, response, admission)) {
      return;
    }
    Optional<byte[]> document =
        document(service, String.valueOf(request.getQueryString()), BaseUri.of(request).value());
    if (document.isEmpty()) {
      response.setHeader("Allow", "POST");
      fail(NOT_ALLOWED, request, response);
      return;
    }
    response.setContentType("text/xml;charset=UTF-8");
    response.setContentLength(document.get().length);
    response.getOutputStream().write(document.get());
  }

  private boolean maySee(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    if (admission instanceof Admission.Granted granted) {
      if (granted.caller().may(Permission.SOAP_PROVISION)) {
        return true;
      }
      fail(lacking(request, Permission.SOAP_PROVISION), request, response);
      return false;
    }
    refuse(admission, NOT_FOUND, request, response);
    return false;
  }

  private Optional<byte[]> document(SoapService<?> service, String query, String base) {
    if (query.equalsIgnoreCase("wsdl")) {
      return Optional.of(contracts.wsdl(service.name(), base));
    }
    return query.startsWith("xsd=")
        ? contracts.schema(service.name(), query.substring("xsd=".length()))
        : Optional.empty();
  }

  /** The words for a failure in a service. */
  static SoapErrors errors(Visit visit, SoapService<?> service) {
    return new SoapErrors(
        SoapVersions.of(visit.request().getContentType()).orElse(SoapVersions.SOAP11),
        service.words());
  }
}
