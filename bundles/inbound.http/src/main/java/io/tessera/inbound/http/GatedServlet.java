package io.tessera.inbound.http;

import io.tessera.metering.AnsweredRequest;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What every door does before it looks at what a caller wants. Every request gets a causality id,
 * told in the header {@code X-Causality-Id}; its outer form and its size are limited; the gate says
 * who sends it; whatever goes wrong is told in the door's own {@link ErrorFormat}.
 */
public abstract class GatedServlet extends HttpServlet {
  /** Tells callers under which id the log speaks of their request. */
  public static final String CAUSALITY_HEADER = "X-Causality-Id";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(GatedServlet.class);
  private static final String MDC_KEY = "causality";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int URI_TOO_LONG = 414;
  private static final int TOO_LARGE = 413;
  private static final int NOT_IMPLEMENTED = 501;

  private final transient Gate gate;
  private final transient Channel channel;

  /**
   * @param channel what callers are recorded with
   */
  protected GatedServlet(Gate gate, Channel channel) {
    this.gate = gate;
    this.channel = channel;
  }

  /**
   * Opens the door: whatever {@link #init()} does, and tells what it does for whom.
   *
   * @throws IllegalStateException something the door does names no permission
   */
  @Override
  public final void init(ServletConfig config) throws ServletException {
    super.init(config);
    gate.doors().opened(config.getServletName(), routes());
  }

  @Override
  public void destroy() {
    gate.doors().closed(getServletName());
  }

  /** All that this door does, once it is open, and what it takes. */
  protected abstract List<OpenRoute> routes();

  /** Whether administrators who are signed in with a browser come in here with their cookie. */
  protected boolean isForBrowsers() {
    return false;
  }

  /** Largest body this door takes, in bytes. */
  protected long maxBodyBytes() {
    return gate.maxBodyBytes();
  }

  /** How this door words what goes wrong with a request. */
  protected abstract ErrorFormat errors(HttpServletRequest request);

  /**
   * Serves a request whose outer form is fit.
   *
   * @param request as its caller sent it to the outermost proxy that is believed; its body ends
   *     with an exception when it is too long
   * @param admission who sends it, or whoever did not say. Nobody the gate refused comes here.
   */
  protected abstract void serve(
      HttpServletRequest request, HttpServletResponse response, Admission admission)
      throws ServletException, IOException;

  /**
   * Asks the gate about somebody who did not sign in by the header but in the body.
   *
   * @return a caller, or why not
   */
  protected final Admission admit(
      Credentials given, HttpServletRequest request, HttpServletResponse response) {
    String causality = String.valueOf(response.getHeader(CAUSALITY_HEADER));
    return DeliveryHeader.tell(gate.admit(given, request, channel, causality), response);
  }

  /**
   * Asks the gate about somebody else than who sent the request, such as a user who signs in at an
   * application: whether the name and the password belong together.
   *
   * @param by who asks; was let in
   */
  protected final Admission ask(Caller by, Credentials about, HttpServletResponse response) {
    String causality = String.valueOf(response.getHeader(CAUSALITY_HEADER));
    return gate.ask(by, about, channel, causality);
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    long began = System.nanoTime();
    String causality = UUID.randomUUID().toString();
    response.setHeader(CAUSALITY_HEADER, causality);
    SecurityHeaders.set(request, response);
    MDC.put(MDC_KEY, causality);
    try {
      enter(gate.unwrapped(request), response, causality);
    } catch (RuntimeException unexpected) { // the last place before the container's own error page
      Failure.of(unexpected, errors(request), causality).send(response);
    } finally {
      noteRefusal(request, response, causality);
      count(request, response, causality, System.nanoTime() - began);
      MDC.remove(MDC_KEY);
    }
  }

  private void count(
      HttpServletRequest request, HttpServletResponse response, String causality, long took) {
    String door = getServletName();
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "(other)";
    String route = gate.doors().group(door, request.getPathInfo());
    gate.traffic().answered(door, route, method, response.getStatus(), took);
    if (!gate.traces().isNobody()) {
      String traceparent = request.getHeader("traceparent");
      gate.traces()
          .answered(
              new AnsweredRequest(
                  causality,
                  door,
                  route,
                  method,
                  response.getStatus(),
                  Instant.now().minusNanos(took),
                  Duration.ofNanos(took),
                  traceparent == null ? "" : traceparent));
    }
  }

  /** Who looks for intruders wants to know; the name is left out, as it may be a password. */
  private void noteRefusal(
      HttpServletRequest request, HttpServletResponse response, String causality) {
    int status = response.getStatus();
    boolean wrong =
        Requests.isWrong(request)
            || (status == HttpServletResponse.SC_UNAUTHORIZED
                && request.getHeader("Authorization") != null);
    if (wrong || status == TOO_MANY_REQUESTS) {
      gate.traffic().refused(getServletName(), wrong ? "wrong" : "throttled");
    }
    if (wrong || status == HttpServletResponse.SC_FORBIDDEN || status == TOO_MANY_REQUESTS) {
      LOG.info(
          "{}: the door {} answered {} to {}",
          causality,
          getServletName(),
          status,
          gate.unwrapped(request).getRemoteAddr());
    }
  }

  private void enter(HttpServletRequest sent, HttpServletResponse response, String causality)
      throws ServletException, IOException {
    HttpServletRequest request = new LimitedRequest(sent, gate.bodies().of(maxBodyBytes()));
    int unfit = unfit(request);
    if (unfit != 0) {
      fail(unfit, request, response);
      return;
    }
    Admission admission =
        isForBrowsers()
            ? gate.admitFromBrowser(request, channel, causality)
            : gate.admit(request, channel, causality);
    if (admission instanceof Admission.Refused refused) {
      fail(refused, request, response);
      return;
    }
    serve(request, response, DeliveryHeader.tell(admission, response));
  }

  /** Why whoever lacks a permission goes no further; with a token they learn the scope it lacks. */
  public static Admission.Refused lacking(HttpServletRequest request, Permission needed) {
    String authorization = request.getHeader("Authorization");
    return new Admission.Refused(
        HttpServletResponse.SC_FORBIDDEN,
        "This needs the permission " + needed.key() + ".",
        authorization != null && BearerToken.isMeant(authorization)
            ? Challenge.insufficient(needed.key())
            : Map.of(),
        Map.of("permission", needed.key()));
  }

  /**
   * To be called before a door refuses a request in its own words: a client that is still sending
   * then meets the answer, not a closed connection.
   */
  protected final void refusing(HttpServletRequest request, HttpServletResponse response) {
    UnreadBody.settle(request, response);
  }

  /** Answers that the gate lets nobody through. */
  protected final void fail(
      Admission.Refused refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refusing(request, response);
    Failure.of(refused, errors(request)).heardBy(request).send(response);
  }

  /** Answers with a status and what it says. */
  protected final void fail(int status, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refusing(request, response);
    Failure.plain(errors(request).failed(status, StatusTexts.of(status))).send(response);
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
    return request.getContentLengthLong() > maxBodyBytes() ? TOO_LARGE : 0;
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
}
