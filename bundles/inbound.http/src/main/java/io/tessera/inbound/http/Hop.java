package io.tessera.inbound.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy says of the request it got.
 *
 * @param client address it came from
 * @param scheme {@code http} or {@code https}
 * @param host name, with a port or without
 */
record Hop(@Nullable String client, @Nullable String scheme, @Nullable String host) {

  /** What the proxies of a request say, the outermost first. */
  static List<Hop> of(HttpServletRequest request) {
    List<String> forwarded = values(request, "Forwarded");
    return forwarded.isEmpty() ? unofficial(request) : forwarded.stream().map(Hop::read).toList();
  }

  /** One element of {@code Forwarded} (RFC 7239 section 4). */
  private static Hop read(String element) {
    String client = null;
    String scheme = null;
    String host = null;
    for (String pair : element.split(";", -1)) {
      int equals = pair.indexOf('=');
      String name = pair.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
      String value = unquoted(pair.substring(equals + 1).strip());
      switch (name) {
        case "for" -> client = bare(value);
        case "proto" -> scheme = value;
        case "host" -> host = value;
        default -> {} // "by" and extensions tell nothing that is needed
      }
    }
    return new Hop(client, scheme, host);
  }

  /** {@code X-Forwarded-For} has one address for each proxy; the others have one value in all. */
  private static List<Hop> unofficial(HttpServletRequest request) {
    List<String> clients = values(request, "X-Forwarded-For");
    String scheme = last(values(request, "X-Forwarded-Proto"));
    String host = last(values(request, "X-Forwarded-Host"));
    String port = last(values(request, "X-Forwarded-Port"));
    if (host != null && port != null && host.indexOf(':') < 0) {
      host = host + ":" + port;
    }
    if (clients.isEmpty()) {
      return scheme == null && host == null ? List.of() : List.of(new Hop(null, scheme, host));
    }
    List<Hop> hops = new ArrayList<>();
    for (String client : clients) {
      hops.add(new Hop(bare(client), scheme, host));
    }
    return hops;
  }

  private static List<String> values(HttpServletRequest request, String header) {
    List<String> values = new ArrayList<>();
    for (String line : Collections.list(request.getHeaders(header))) {
      for (String value : line.split(",", -1)) {
        if (!value.isBlank()) {
          values.add(value.strip());
        }
      }
    }
    return values;
  }

  private static @Nullable String last(List<String> values) {
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** The address without brackets and port. */
  private static String bare(String address) {
    if (address.startsWith("[")) {
      return address.substring(1, Math.max(1, address.indexOf(']')));
    }
    int colon = address.indexOf(':');
    return colon > 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
  }
}
