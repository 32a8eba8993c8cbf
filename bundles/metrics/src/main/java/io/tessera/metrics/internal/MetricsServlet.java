package io.tessera.metrics.internal;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.metering.MeterSources;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /metrics}, in Prometheus' text format or OpenMetrics, whichever is asked for. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("metrics")
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends GatedServlet {
  private static final long serialVersionUID = 1L;

  private final transient MeterSources sources;
  private final transient ErrorFormat errors = new PlainErrors();
  private final transient ExpositionFormatWriter plain = PrometheusTextFormatWriter.create();
  private final transient ExpositionFormatWriter open = OpenMetricsTextFormatWriter.create();

  @Activate
  public MetricsServlet(
      @Reference(name = "gate") Gate gate, @Reference(name = "sources") MeterSources sources) {
    super(gate, Channel.ADMIN_API);
    this.sources = sources;
  }

  @Override
  protected List<OpenRoute> routes() {
    return List.of(OpenRoute.of("GET", "", Permission.METRICS_READ));
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
    if (!((Admission.Granted) admission).caller().may(Permission.METRICS_READ)) {
      fail(lacking(request, Permission.METRICS_READ), request, response);
      return;
    }
    if (!List.of("GET", "HEAD").contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      fail(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request, response);
      return;
    }
    String accepted = request.getHeader("Accept");
    ExpositionFormatWriter format = accepted != null && open.accepts(accepted) ? open : plain;
    Exposition exposition = new Exposition();
    sources.tell(exposition);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    format.write(body, exposition.snapshots());
    response.setContentType(format.getContentType());
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.size());
    body.writeTo(response.getOutputStream());
  }
}
