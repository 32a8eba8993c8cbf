package io.tessera.connector.soap.internal;

import io.tessera.connector.http.TargetUrl;
import io.tessera.connector.spi.ConfigurationException;
import java.net.URI;

/** Checks URLs that may have a query, such as {@code ?wsdl}. */
final class ServiceUrl {
  private ServiceUrl() {}

  /**
   * As {@link TargetUrl#of}, and with its query and slashes.
   *
   * @throws ConfigurationException it is none
   */
  static URI of(String property, String url) {
    String text = url.strip();
    int query = text.indexOf('?');
    TargetUrl.of(property, query < 0 ? text : text.substring(0, query));
    try {
      return URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw new ConfigurationException(property, "is no URL.");
    }
  }
}
