package io.tessera.inbound.http;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The address under which the caller reached a door.
 *
 * @param value without a slash at the end, e.g. {@code https://localhost:9443/scim2}
 */
public record BaseUri(String value) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** The address a request was sent to, as far as its door. */
  public static BaseUri of(HttpServletRequest request) {
    String scheme = request.getScheme();
    int port = request.getServerPort();
    boolean usual = scheme.equals("https") ? port == HTTPS : port == HTTP;
    String authority = usual ? request.getServerName() : request.getServerName() + ":" + port;
    return new BaseUri(
        scheme + "://" + authority + request.getContextPath() + request.getServletPath());
  }
}
