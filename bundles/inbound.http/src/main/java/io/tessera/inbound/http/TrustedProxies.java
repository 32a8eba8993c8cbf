package io.tessera.inbound.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of the server whose word counts. From the server outwards each of them tells
 * who it got the request from; the first that is not believed is the caller.
 */
final class TrustedProxies {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]+\\]");
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final List<Network> networks;
  private final @Nullable URI publicUri;

  /**
   * @param publicUri where callers reach the server; blank when requests tell
   * @throws IllegalArgumentException what is configured cannot be read
   */
  TrustedProxies(String[] networks, String publicUri) {
    this.networks = List.of(networks).stream().filter(n -> !n.isBlank()).map(Network::of).toList();
    this.publicUri = publicUri.isBlank() ? null : URI.create(publicUri.strip());
    if (this.publicUri != null && this.publicUri.getHost() == null) {
      throw new IllegalArgumentException("publicUri '" + publicUri + "' has no host");
    }
  }

  /** The request as its caller sent it. */
  HttpServletRequest seenBehind(HttpServletRequest request) {
    if (publicUri == null && (networks.isEmpty() || !isTrusted(request.getRemoteAddr()))) {
      return request;
    }
    String client = request.getRemoteAddr();
    Origin origin = Origin.of(request);
    List<Hop> hops = isTrusted(client) ? Hop.of(request) : List.of();
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      Hop hop = hops.get(i);
      origin = origin.as(hop);
      client = Optional.ofNullable(hop.client()).orElse(client);
      if (hop.client() == null) {
        break;
      }
    }
    return new ForwardedRequest(request, publicUri == null ? origin : Origin.of(publicUri), client);
  }

  private boolean isTrusted(@Nullable String address) {
    return address != null && networks.stream().anyMatch(n -> n.contains(address));
  }

  /** Scheme, host and port a request was sent to. */
  record Origin(String scheme, String host, int port) {
    static Origin of(HttpServletRequest request) {
      return new Origin(request.getScheme(), request.getServerName(), request.getServerPort());
    }

    static Origin of(URI uri) {
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("https");
      return new Origin(scheme, uri.getHost(), uri.getPort() < 0 ? usual(scheme) : uri.getPort());
    }

    /** What a proxy says, as far as it makes sense. */
    Origin as(Hop hop) {
      String newScheme = scheme;
      if (hop.scheme() != null && hop.scheme().toLowerCase(Locale.ROOT).matches("https?")) {
        newScheme = hop.scheme().toLowerCase(Locale.ROOT);
      }
      if (hop.host() == null) {
        return new Origin(newScheme, host, newScheme.equals(scheme) ? port : usual(newScheme));
      }
      int colon = hop.host().lastIndexOf(':');
      boolean hasPort = colon > hop.host().lastIndexOf(']') && colon > 0;
      String name = hasPort ? hop.host().substring(0, colon) : hop.host();
      String digits = hasPort ? hop.host().substring(colon + 1) : "";
      if (!HOST.matcher(name).matches() || !digits.matches("\\d{0,5}")) {
        return new Origin(newScheme, host, port);
      }
      return new Origin(
          newScheme, name, digits.isEmpty() ? usual(newScheme) : Integer.parseInt(digits));
    }

    private static int usual(String scheme) {
      return scheme.equals("https") ? HTTPS : HTTP;
    }
  }
}
