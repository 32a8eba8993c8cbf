package io.tessera.inbound.http;

import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** One document for programs of OAuth 2.0 and OpenID Connect, for anybody who gets it. */
public abstract class PublicDocument extends GatedServlet {
  private static final long serialVersionUID = 1L;

  private final transient OAuthErrors errors = new OAuthErrors();

  /**
   * @param channel what callers are recorded with
   */
  protected PublicDocument(Gate gate, Channel channel) {
    super(gate, channel);
  }

  /** The document, as it is for whoever asks so. */
  protected abstract Answer document(HttpServletRequest request);

  @Override
  protected final List<OpenRoute> routes() {
    return List.of(OpenRoute.of("GET", "", Permission.ANYBODY));
  }

  @Override
  protected final ErrorFormat errors(HttpServletRequest request) {
    return errors;
  }

  @Override
  protected final void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws IOException {
    if (!List.of("GET", "HEAD").contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      fail(HttpServletResponse.SC_METHOD_NOT_ALLOWED, request, response);
      return;
    }
    Answer document = document(request);
    response.setContentType(document.contentType());
    response.setContentLength(document.body().length);
    response.getOutputStream().write(document.body());
  }
}
