package io.tessera.provisioning.internal.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Addresses that may be written into the configuration: https, or http of this very host. */
public final class WebAddress {
  /** What is said of others. */
  public static final String EXPECTED =
      "an address that begins with https:// is expected (http:// for localhost only).";

  private static final int MAX_TEXT = 1024;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private WebAddress() {}

  /** Whether a browser or we may be sent there; without user information and fragment. */
  public static boolean isSafe(String text) {
    try {
      URI uri = new URI(text);
      return text.length() <= MAX_TEXT
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && LOOPBACK.matcher(uri.getHost()).matches()));
    } catch (URISyntaxException noAddress) {
      return false;
    }
  }
}
