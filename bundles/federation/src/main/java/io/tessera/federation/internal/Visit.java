package io.tessera.federation.internal;

import io.tessera.inbound.http.BaseUri;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request of a browser. */
final class Visit {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MAX_BODY = 768 * 1024;
  private static final int MAX_COOKIES = 64;
  private static final Set<String> LOOPBACK_ADDRESSES =
      Set.of("127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final HttpServletRequest request;
  private final String causality;
  private final boolean addressed;

  Visit(HttpServletRequest request, String causality) {
    this(request, causality, false);
  }

  /**
   * @param addressed whether the address of the server is configured
   */
  Visit(HttpServletRequest request, String causality, boolean addressed) {
    this.request = request;
    this.causality = causality;
    this.addressed = addressed;
  }

  /** The id under which the log speaks of it. */
  String causality() {
    return causality;
  }

  boolean isPost() {
    return request.getMethod().equals("POST");
  }

  boolean isGet() {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  /** What stands behind the door in the path, without a slash at the end; empty for the door. */
  String path() {
    String path = request.getPathInfo();
    if (path == null || path.equals("/")) {
      return "";
    }
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Where the server is, as the browser sees it: {@code https://id.example.com}. */
  String origin() {
    String door = BaseUri.of(request).value();
    return door.substring(0, door.length() - request.getServletPath().length());
  }

  /**
   * Whether whoever sent the request has not chosen {@link #origin} by its Host header: it is
   * configured, or request and address never leave this machine.
   */
  boolean isOriginSure() {
    return addressed
        || (LOOPBACK.contains(request.getServerName().toLowerCase(Locale.ROOT))
            && LOOPBACK_ADDRESSES.contains(String.valueOf(request.getRemoteAddr())));
  }

  boolean isSecure() {
    return request.isSecure();
  }

  /** Whether what we send and get can be read on no way: TLS, or no way at all. */
  boolean isPrivate() {
    return isSecure() || LOOPBACK.contains(request.getServerName().toLowerCase(Locale.ROOT));
  }

  /** What the browser keeps for us under a name; empty when it keeps two, of which one is not. */
  Optional<String> cookie(String name) {
    Cookie @Nullable [] cookies = request.getCookies();
    if (cookies == null || cookies.length > MAX_COOKIES) {
      return Optional.empty();
    }
    @Nullable String found = null;
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name)) {
        if (found != null) {
          return Optional.empty();
        }
        found = cookie.getValue();
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * @throws TurnedAwayException something is there twice, or cannot be read
   */
  Parameters query() throws TurnedAwayException {
    String query = request.getQueryString();
    return Parameters.parse(query == null ? "" : query).onceEach();
  }

  /**
   * The form in the body.
   *
   * @throws TurnedAwayException it is none, something is there twice, or cannot be read
   */
  Parameters form() throws TurnedAwayException, IOException {
    String type = request.getContentType();
    String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!plain.equals(FORM)) {
      throw new TurnedAwayException(415, "parameters");
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new TurnedAwayException(413, "parameters");
    }
    return Parameters.parse(body).onceEach();
  }

  /** The parameters from where the method has them. */
  Parameters parameters() throws TurnedAwayException, IOException {
    return isPost() ? form() : query();
  }
}
