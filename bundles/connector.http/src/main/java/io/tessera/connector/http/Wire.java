package io.tessera.connector.http;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads the whole answer within bounds. Follows no redirects and checks host
 * names. Safe for use by several threads.
 */
final class Wire {
  private final HttpClient http;
  private final Clock clock;
  private final int largest;

  Wire(HttpSettings settings, Clock clock) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    TrustManager trust = settings.trust();
    if (trust != null) {
      builder.sslContext(trusting(trust));
    }
    this.http = builder.build();
    this.clock = clock;
    this.largest = settings.largestAnswer();
  }

  private static SSLContext trusting(TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new ConfigurationException(
          "trustedCertificates", "cannot be used for TLS: " + unusable.getMessage());
    }
  }

  /**
   * Waits for the answer, whatever its status.
   *
   * @param who is asked, as the subject of a sentence
   * @param asks whether the request changes nothing, so that a lost answer can be asked again; GET
   *     and HEAD never do
   */
  Exchange send(String who, HttpRequest.Builder request, boolean asks, Deadline deadline)
      throws HttpFailure, InterruptedException {
    // An idle connection keeps the handler of its last answer, which must not keep this client.
    int most = largest;
    HttpRequest limited = request.timeout(Duration.ofNanos(Math.max(1, deadline.left()))).build();
    boolean question = asks || limited.method().equals("GET") || limited.method().equals("HEAD");
    try {
      // Where there are two processors, sendAsync would make a thread for each answer.
      HttpResponse<byte[]> response = http.send(limited, head -> new BoundedBody(most, deadline));
      return new Exchange(
          question || !limited.method().equals("POST"),
          response.statusCode(),
          response.headers(),
          RetryAfter.in(response.headers(), clock),
          response.body());
    } catch (IOException failed) {
      throw broken(who, question, failed);
    }
  }

  /** A question whose answer is lost can be asked again; of a change nothing is known. */
  private static FailureKind lost(boolean question) {
    return question ? FailureKind.TRANSIENT : FailureKind.UNKNOWN;
  }

  private HttpFailure broken(String who, boolean question, IOException cause) {
    String what = cause.getClass().getSimpleName();
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return new HttpFailure(FailureKind.TRANSIENT, who + " cannot be reached (" + what + ").");
    }
    if (has(cause, CertificateExpiredException.class)) {
      return new HttpFailure(
          FailureKind.CONFIGURATION,
          who + " has a certificate that has expired; it must be renewed there.");
    }
    if (has(cause, CertificateException.class)) {
      return new HttpFailure(
          FailureKind.CONFIGURATION,
          who
              + " has a certificate that is not trusted or not for this host;"
              + " set trustedCertificates.");
    }
    if (cause instanceof SSLHandshakeException) {
      return new HttpFailure(FailureKind.TRANSIENT, "The TLS handshake failed.");
    }
    if (cause instanceof HttpTimeoutException || has(cause, TimeoutException.class)) {
      return new HttpFailure(lost(question), who + " did not answer within the request time-out.");
    }
    if (has(cause, BoundedBody.TooLargeException.class) && question) {
      return new HttpFailure(
          FailureKind.CONFIGURATION,
          who + " gave an answer larger than " + largest + " bytes; check the URL.");
    }
    return new HttpFailure(lost(question), "The connection broke (" + what + ").");
  }

  private static boolean has(@Nullable Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}
