package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.inbound.http.OpenRoute;
import io.tessera.json.AttributesJson;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Bundles;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Takes a jar for the deploy folder, where that is switched on: a door with a bound of its own. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("admin-bundle-upload")
@HttpWhiteboardServletPattern("/api/v1/bundles/upload")
public final class BundleUploadServlet extends GatedServlet {
  static final OpenRoute ROUTE = OpenRoute.of("POST", "", Permission.BUNDLES_WRITE);

  private static final long serialVersionUID = 1L;

  private final transient Bundles bundles;
  private final transient ErrorFormat errors = new ProblemDocument();
  private final transient AttributesJson json = new AttributesJson();

  @Activate
  public BundleUploadServlet(
      @Reference(name = "gate") Gate gate, @Reference(name = "bundles") Bundles bundles) {
    super(gate, Channel.ADMIN_API);
    this.bundles = bundles;
  }

  @Override
  protected long maxBodyBytes() {
    return Bundles.MOST_BYTES;
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
    } else if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      fail(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request, response);
    } else if (!granted.caller().may(Permission.BUNDLES_WRITE)) {
      fail(lacking(request, Permission.BUNDLES_WRITE), request, response);
    } else {
      take(granted.caller(), request, response);
    }
  }

  private void take(Caller caller, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String file = request.getParameter("file");
    try {
      Bundles.Uploaded taken =
          bundles.deploy(caller, file == null ? "" : file, request.getInputStream());
      answer(
          new Answer(
              HttpServletResponse.SC_ACCEPTED,
              "application/json",
              json.write(
                  new JsonObject()
                      .text("file", taken.file())
                      .text("symbolicName", taken.symbolicName())
                      .text("version", taken.version())
                      .build())),
          response);
    } catch (RejectedException refused) {
      refusing(request, response);
      answer(errors.rejected(refused.problems()), response);
    }
  }

  private static void answer(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
