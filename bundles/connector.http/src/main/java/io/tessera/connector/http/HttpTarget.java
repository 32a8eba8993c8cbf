package io.tessera.connector.http;

import java.net.http.HttpRequest;
import java.time.Clock;

/**
 * Speaks HTTP with one target: authenticates, follows no redirects, checks host names, waits for
 * the whole answer no longer than configured and reads no more of it than is reasonable. Nothing is
 * ever repeated, but for one case: a token that the target refuses (401) is fetched once anew; the
 * target has done nothing then. Opens no connection before the first call. Safe for use by several
 * threads; holds nothing that has to be closed.
 */
public final class HttpTarget {
  private static final int UNAUTHORIZED = 401;

  private final HttpSettings settings;
  private final Wire wire;
  private final Credentials credentials;

  public HttpTarget(HttpSettings settings) {
    this(settings, Clock.systemUTC());
  }

  HttpTarget(HttpSettings settings, Clock clock) {
    this.settings = settings;
    this.wire = new Wire(settings, clock);
    this.credentials = Credentials.of(settings.authentication(), wire, clock);
  }

  /**
   * Sends a request. A lost answer is UNKNOWN, unless the method is GET or HEAD.
   *
   * @param request without authentication; its body can be sent twice
   * @return the answer, whatever its status
   * @throws HttpFailure there is no answer, with the reason; or no token could be had
   * @throws InterruptedException the request is given up; it may have had its effect
   */
  public Exchange send(HttpRequest.Builder request) throws HttpFailure, InterruptedException {
    return call(request, false);
  }

  /**
   * Sends a request that changes nothing whatever its method is, such as a search by POST: an
   * answer that is lost or tells of an error of the service is TRANSIENT.
   */
  public Exchange ask(HttpRequest.Builder request) throws HttpFailure, InterruptedException {
    return call(request, true);
  }

  private Exchange call(HttpRequest.Builder request, boolean asks)
      throws HttpFailure, InterruptedException {
    Deadline deadline = Deadline.in(settings.requestTimeout());
    Credentials.Header header = credentials.get(deadline);
    Exchange answer = once(request, header, asks, deadline);
    if (answer.status() != UNAUTHORIZED || !credentials.renewed(header)) {
      return answer;
    }
    return once(request, credentials.get(deadline), asks, deadline);
  }

  private Exchange once(
      HttpRequest.Builder request, Credentials.Header header, boolean asks, Deadline deadline)
      throws HttpFailure, InterruptedException {
    HttpRequest.Builder authenticated = request.copy();
    if (!header.name().isEmpty()) {
      authenticated.setHeader(header.name(), header.value());
    }
    return wire.send("The service", authenticated, asks, deadline);
  }
}
