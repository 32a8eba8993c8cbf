package io.tessera.inbound.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 */
public class JaxRsServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;

  private final transient Door door;
  private transient @Nullable JaxRsEndpoint endpoint;

  protected JaxRsServlet(Gate gate, Door door) {
    super(gate, door.channel());
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
    super.destroy();
    if (endpoint != null) {
      endpoint.close();
      endpoint = null;
    }
  }

  @Override
  protected final List<OpenRoute> routes() {
    return endpoint == null ? List.of() : endpoint.routes();
  }

  @Override
  protected final ErrorFormat errors(HttpServletRequest request) {
    return door.errors();
  }

  @Override
  protected final void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws ServletException, IOException {
    JaxRsEndpoint open = endpoint;
    if (open == null) {
      fail(HttpServletResponse.SC_SERVICE_UNAVAILABLE, request, response);
    } else if (admission instanceof Admission.Anonymous anonymous
        && (!open.anyForEverybody() || request.getMethod().equals("OPTIONS"))) {
      fail(anonymous.otherwise(), request, response);
    } else {
      Requests.note(
          request, door.choosesDomain() ? DomainChoice.of(request, admission) : admission);
      open.service(request, response);
    }
  }
}
