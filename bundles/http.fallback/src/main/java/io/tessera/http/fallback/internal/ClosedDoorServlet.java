package io.tessera.http.fallback.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Answers every path that nobody else serves. Below a door that is not open yet, or not at the
 * moment, it says "later": a caller must never take a server that is starting for one that has
 * forgotten its users. Elsewhere it says that there is nothing.
 */
@Component(
    name = "io.tessera.http.fallback",
    service = Servlet.class,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@HttpWhiteboardServletName("fallback")
@HttpWhiteboardServletPattern("/*")
@Designate(ocd = ClosedDoorServlet.Config.class)
public final class ClosedDoorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String RETRY_AFTER_SECONDS = "2";

  /** Which doors there are. */
  @ObjectClassDefinition(name = "Closed doors")
  public @interface Config {
    /** Paths of the doors, for example {@code /scim2}. */
    String[] doors();

    /**
     * Where people who ask for {@code /} are sent, for example {@code /console/}; none if empty.
     */
    String home() default "";
  }

  private final transient List<String> doors;
  private final transient String home;

  @Activate
  public ClosedDoorServlet(Config config) {
    this.doors = List.of(config.doors());
    this.home = config.home();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (isPersonAtTheRoot(request)) {
      response.setHeader("Location", home);
      write(response, HttpServletResponse.SC_FOUND, "The console is at " + home);
    } else if (isBelowDoor(request.getRequestURI())) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      write(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "The server is starting or stopping. Try again in a moment.");
    } else {
      write(response, HttpServletResponse.SC_NOT_FOUND, "There is nothing here.");
    }
  }

  /** Programs learn nothing from redirects; who types an address into a browser does. */
  private boolean isPersonAtTheRoot(HttpServletRequest request) {
    String accepted = request.getHeader("Accept");
    return !home.isEmpty()
        && request.getRequestURI().equals("/")
        && List.of("GET", "HEAD").contains(request.getMethod())
        && accepted != null
        && accepted.contains("text/html");
  }

  private boolean isBelowDoor(String path) {
    return doors.stream().anyMatch(d -> path.equals(d) || path.startsWith(d + "/"));
  }

  /** A problem document (RFC 9457). */
  private static void write(HttpServletResponse response, int status, String detail)
      throws IOException {
    byte[] body =
        ("{\"status\":" + status + ",\"detail\":\"" + detail + "\"}\n")
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
