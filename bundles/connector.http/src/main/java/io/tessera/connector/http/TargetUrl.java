package io.tessera.connector.http;

import io.tessera.connector.spi.ConfigurationException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the URLs operators set. */
public final class TargetUrl {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+(%[0-9a-zA-Z]+)?\\]");
  private static final String FORM =
      "is no URL of the form https://host/path without user and password.";

  private TargetUrl() {}

  /**
   * An {@code https} URL, or {@code http} of a loopback host, without user, query and fragment.
   *
   * @param property that holds it
   * @return without slashes at its end
   * @throws ConfigurationException it is none, or has a link-local or multicast address
   */
  public static URI of(String property, String url) {
    if (url == null || url.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    URI uri = uri(property, url.strip().replaceAll("/+$", ""));
    refuseForbidden(property, uri);
    return uri;
  }

  private static URI uri(String property, String url) {
    try {
      URI uri = new URI(url);
      boolean complete = uri.getScheme() != null && uri.getHost() != null;
      if (!complete || uri.getRawUserInfo() != null) {
        throw new ConfigurationException(property, FORM);
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw new ConfigurationException(property, "has a query or fragment; leave it out.");
      }
      return uri;
    } catch (URISyntaxException malformed) {
      throw new ConfigurationException(property, FORM);
    }
  }

  private static void refuseForbidden(String property, URI uri) {
    boolean loopback = uri.getHost().equalsIgnoreCase("localhost");
    if (ADDRESS.matcher(uri.getHost()).matches()) {
      InetAddress address = address(property, uri.getHost());
      loopback = address.isLoopbackAddress();
      if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
        throw new ConfigurationException(
            property, "has a link-local or multicast address; name the service.");
      }
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
      throw new ConfigurationException(
          property, "must begin with https:// (http:// for a loopback host only).");
    }
  }

  private static InetAddress address(String property, String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException malformed) {
      throw new ConfigurationException(property, "has no valid address as its host.");
    }
  }
}
