package io.tessera.health.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** 200 when every door of the server works, 503 otherwise. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("health.ready")
@HttpWhiteboardServletPattern("/health/ready")
public final class ReadinessServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Readiness readiness;

  @Activate
  public ReadinessServlet(@Reference(name = "readiness") Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (readiness.isReady()) {
      StatusBody.write(request, response, HttpServletResponse.SC_OK, "ready");
    } else {
      StatusBody.write(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "not ready");
    }
  }
}
