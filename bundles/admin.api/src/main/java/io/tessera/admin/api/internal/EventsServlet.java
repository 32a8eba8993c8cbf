package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What happens, as Server-Sent Events: {@code /api/v1/events}. No thread waits for a listener. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("admin-events")
@HttpWhiteboardServletPattern("/api/v1/events")
@HttpWhiteboardServletAsyncSupported
public final class EventsServlet extends GatedServlet {
  static final OpenRoute ROUTE = OpenRoute.of("GET", "", Permission.QUEUE_READ);

  private static final long serialVersionUID = 1L;

  private final transient EventSource source;
  private final transient ErrorFormat errors = new ProblemDocument();

  @Activate
  public EventsServlet(
      @Reference(name = "gate") Gate gate, @Reference(name = "source") EventSource source) {
    super(gate, Channel.ADMIN_API);
    this.source = source;
  }

  @Override
  protected List<OpenRoute> routes() {
    return List.of(ROUTE);
  }

  @Override
  protected boolean isForBrowsers() {
    return true;
  }

  @Override
  protected ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  @Override
  protected void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    if (!(admission instanceof Admission.Granted granted)) {
      fail(Admission.refusalOf(admission), request, response);
    } else if (!request.getMethod().equals("GET")) {
      response.setHeader("Allow", "GET");
      fail(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request, response);
    } else if (!granted.caller().may(Permission.QUEUE_READ)) {
      fail(lacking(request, Permission.QUEUE_READ), request, response);
    } else if (source.isFull()) {
      response.setHeader("Retry-After", "30");
      fail(HttpServletResponse.SC_SERVICE_UNAVAILABLE, request, response);
    } else {
      stream(granted.caller(), request, response);
    }
  }

  private void stream(Caller caller, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    EventStream stream = new EventStream(async, response.getOutputStream());
    async.addListener(stream);
    source.tell(caller, stream);
    response.getOutputStream().setWriteListener(stream);
  }
}
