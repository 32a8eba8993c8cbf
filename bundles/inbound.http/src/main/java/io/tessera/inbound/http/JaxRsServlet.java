package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A door of JAX-RS resources behind the gate. A bundle publishes one as a component:
 *
 * <pre>{@code
 * @Component(service = Servlet.class)
 * @HttpWhiteboardServletName("scim2")
 * @HttpWhiteboardServletPattern({"/scim2/*", "/scim/v2/*"})
 * public final class ScimServlet extends JaxRsServlet {
 *   @Activate
 *   public ScimServlet(@Reference(name = "gate") Gate gate, ...) {
 *     super(gate, new Door("scim2", Channel.SCIM2, true, resources, providers, errors));
 *   }
 * }
 * }</pre>
 *
 * <p>Every request gets a causality id, told in the header {@code X-Causality-Id}, and a {@link
 * Caller}; its size is limited; whatever goes wrong is told in the door's own {@link ErrorFormat}.
 */
public class JaxRsServlet extends HttpServlet {
  /** Tells callers under which id the log speaks of their request. */
  public static final String CAUSALITY_HEADER = "X-Causality-Id";

  private static final long serialVersionUID = 1L;
  private static final String MDC_KEY = "causality";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final int URI_TOO_LONG = 414;
  private static final int TOO_LARGE = 413;
  private static final int NOT_IMPLEMENTED = 501;

  private final transient Gate gate;
  private final transient Door door;
  private transient @Nullable JaxRsEndpoint endpoint;

  protected JaxRsServlet(Gate gate, Door door) {
    this.gate = gate;
    this.door = door;
  }

  /**
   * Opens the door.
   *
   * @throws IllegalStateException a resource method lacks {@link Requires}
   */
  @Override
  public final void init() {
    endpoint = new JaxRsEndpoint(door, getServletConfig());
  }

  @Override
  public final void destroy() {
    if (endpoint != null) {
      endpoint.close();
      endpoint = null;
    }
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String causality = UUID.randomUUID().toString();
    response.setHeader(CAUSALITY_HEADER, causality);
    SecurityHeaders.set(request, response);
    MDC.put(MDC_KEY, causality);
    try {
      serve(gate.unwrapped(request), response, causality);
    } catch (RuntimeException unexpected) { // the last place before the container's own error page
      fail(Failure.of(unexpected, door.errors(), causality), response);
    } finally {
      MDC.remove(MDC_KEY);
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response, String causality)
      throws ServletException, IOException {
    JaxRsEndpoint open = endpoint;
    int refused = open == null ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : unfit(request);
    if (open == null || refused != 0) {
      fail(Failure.plain(door.errors().failed(refused, StatusTexts.of(refused))), response);
      return;
    }
    Admission admission = gate.admit(request, door.channel(), causality);
    Admission.@Nullable Refused no = refusal(admission, open);
    if (no != null) {
      fail(Failure.of(no, door.errors()), response);
      return;
    }
    Admission here = door.choosesDomain() ? DomainChoice.of(request, admission) : admission;
    Requests.note(request, DeliveryHeader.tell(here, response));
    open.service(new LimitedRequest(request, gate.maxBodyBytes()), response);
  }

  private static Admission.@Nullable Refused refusal(Admission admission, JaxRsEndpoint open) {
    if (admission instanceof Admission.Refused refused) {
      return refused;
    }
    if (admission instanceof Admission.Anonymous anonymous && !open.anyForEverybody()) {
      return anonymous.otherwise();
    }
    return null;
  }

  /** The status to refuse a request with for its outer form; 0 for none. */
  private int unfit(HttpServletRequest request) {
    if (!METHODS.contains(request.getMethod())) {
      return NOT_IMPLEMENTED;
    }
    String query = request.getQueryString();
    int length = request.getRequestURI().length() + (query == null ? 0 : query.length());
    if (length > gate.maxUriLength()) {
      return URI_TOO_LONG;
    }
    if (query != null && hasBrokenEscape(query)) {
      return HttpServletResponse.SC_BAD_REQUEST;
    }
    return request.getContentLengthLong() > gate.maxBodyBytes() ? TOO_LARGE : 0;
  }

  /** The container checks the path, nobody the query. */
  private static boolean hasBrokenEscape(String query) {
    for (int at = query.indexOf('%'); at >= 0; at = query.indexOf('%', at + 1)) {
      boolean whole =
          at + 2 < query.length()
              && Character.digit(query.charAt(at + 1), 16) >= 0
              && Character.digit(query.charAt(at + 2), 16) >= 0;
      if (!whole) {
        return true;
      }
    }
    return false;
  }

  private static void fail(Failure failure, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(failure.answer().status());
    failure.headers().forEach(response::setHeader);
    response.setContentType(failure.answer().contentType());
    response.setContentLength(failure.answer().body().length);
    response.getOutputStream().write(failure.answer().body());
  }
}
