package io.tessera.connector.http;

import io.tessera.connector.spi.ConfigurationException;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a target is spoken to.
 *
 * @param trust null: what the Java runtime trusts; see {@link TrustedCertificates}
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest wait for the whole answer to one call, with what it takes to
 *     authenticate
 * @param largestAnswer in bytes; a larger one is a failure
 */
public record HttpSettings(
    Authentication authentication,
    @Nullable TrustManager trust,
    Duration connectTimeout,
    Duration requestTimeout,
    int largestAnswer) {
  /** Largest answer that is read unless something else is asked for, in bytes. */
  public static final int LARGEST_ANSWER = 4 << 20;

  private static final int LEAST_MILLIS = 100;
  private static final int LONGEST_CONNECT = 120_000;
  private static final int LONGEST_REQUEST = 600_000;

  /**
   * From the settings every such connector has.
   *
   * @param trustedCertificates as {@link TrustedCertificates#of} takes them
   * @throws ConfigurationException one of {@code trustedCertificates}, {@code
   *     connectTimeoutMillis}, {@code requestTimeoutMillis} cannot work
   */
  public static HttpSettings of(
      Authentication authentication,
      String trustedCertificates,
      int connectTimeoutMillis,
      int requestTimeoutMillis) {
    return new HttpSettings(
        authentication,
        TrustedCertificates.of(trustedCertificates),
        millis("connectTimeoutMillis", connectTimeoutMillis, LONGEST_CONNECT),
        millis("requestTimeoutMillis", requestTimeoutMillis, LONGEST_REQUEST),
        LARGEST_ANSWER);
  }

  private static Duration millis(String property, int value, int most) {
    if (value < LEAST_MILLIS || value > most) {
      throw new ConfigurationException(
          property, "is " + value + "; allowed are " + LEAST_MILLIS + " to " + most + ".");
    }
    return Duration.ofMillis(value);
  }

  /** The same with another limit of answers, in bytes. */
  public HttpSettings withLargestAnswer(int bytes) {
    return new HttpSettings(authentication, trust, connectTimeout, requestTimeout, bytes);
  }
}
