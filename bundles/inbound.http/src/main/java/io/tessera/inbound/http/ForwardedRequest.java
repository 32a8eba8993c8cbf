package io.tessera.inbound.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that came through proxies, as its caller sent it. */
final class ForwardedRequest extends HttpServletRequestWrapper {
  private final TrustedProxies.Origin origin;
  private final String client;

  ForwardedRequest(HttpServletRequest request, TrustedProxies.Origin origin, String client) {
    super(request);
    this.origin = origin;
    this.client = client;
  }

  @Override
  public String getScheme() {
    return origin.scheme();
  }

  @Override
  public String getServerName() {
    return origin.host();
  }

  @Override
  public int getServerPort() {
    return origin.port();
  }

  @Override
  public boolean isSecure() {
    return origin.scheme().equals("https");
  }

  @Override
  public String getRemoteAddr() {
    return client;
  }
}
