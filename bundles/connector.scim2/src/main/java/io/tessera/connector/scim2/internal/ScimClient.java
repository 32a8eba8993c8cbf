package io.tessera.connector.scim2.internal;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.OperationKey;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP with the service. Follows no redirects, checks host names, waits for the whole answer
 * no longer than configured, and reads no more of it than is reasonable.
 */
final class ScimClient {
  private static final String MEDIA_TYPE = "application/scim+json";
  private static final int OK = 200;
  private static final int REDIRECTS = 300;

  private final AttributesJson json = new AttributesJson();
  private final Statuses statuses = new Statuses(Clock.systemUTC());
  private final ScimSettings settings;
  private final HttpClient http;

  ScimClient(ScimSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    TrustManager trust = settings.trust();
    if (trust != null) {
      builder.sslContext(trusting(trust));
    }
    http = builder.build();
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

  Answer get(URI uri) throws TargetFailure, InterruptedException {
    return exchange("GET", request(uri).GET().build());
  }

  Answer delete(URI uri, OperationKey key) throws TargetFailure, InterruptedException {
    return exchange("DELETE", keyed(request(uri), key).DELETE().build());
  }

  /**
   * Sends a document.
   *
   * @param method POST, PUT or PATCH
   */
  Answer send(String method, URI uri, Attributes document, OperationKey key)
      throws TargetFailure, InterruptedException {
    return send(method, uri, document, key, Optional.empty());
  }

  /** As above, on condition that the resource is still the one of this version. */
  Answer send(String method, URI uri, Attributes document, OperationKey key, Optional<String> etag)
      throws TargetFailure, InterruptedException {
    BodyPublisher body = BodyPublishers.ofByteArray(json.write(document));
    HttpRequest.Builder request =
        keyed(request(uri), key).header("Content-Type", MEDIA_TYPE).method(method, body);
    etag.ifPresent(version -> request.header("If-Match", version));
    return exchange(method, request.build());
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", settings.authorization())
        .header("Accept", MEDIA_TYPE + ", application/json");
  }

  private static HttpRequest.Builder keyed(HttpRequest.Builder request, OperationKey key) {
    return request.header("Idempotency-Key", key.value());
  }

  private Answer exchange(String method, HttpRequest request)
      throws TargetFailure, InterruptedException {
    HttpResponse<byte[]> response = await(method, request);
    int status = response.statusCode();
    if (status < OK || status >= REDIRECTS) {
      throw statuses.failure(method, status, response.headers(), response.body());
    }
    return new Answer(status, response.headers().firstValue("ETag"), response.body());
  }

  private HttpResponse<byte[]> await(String method, HttpRequest request)
      throws TargetFailure, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new BoundedBody());
    try {
      return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw TargetFailure.of(
          lost(method), "The service did not answer within the request time-out.");
    } catch (ExecutionException failed) {
      throw broken(method, failed.getCause());
    } finally {
      // No effect on a call that has ended; ends one that was interrupted or is late.
      answer.cancel(true);
    }
  }

  /** A question whose answer is lost can be asked again; of a change nothing is known. */
  private static FailureKind lost(String method) {
    return method.equals("GET") ? FailureKind.TRANSIENT : FailureKind.UNKNOWN;
  }

  private static TargetFailure broken(String method, @Nullable Throwable cause) {
    String what = cause == null ? "no reason given" : cause.getClass().getSimpleName();
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return TargetFailure.of(
          FailureKind.TRANSIENT, "The service cannot be reached (" + what + ").");
    }
    if (isCertificateProblem(cause)) {
      return TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The certificate of the service is not trusted or not for this host;"
              + " set trustedCertificates.");
    }
    if (cause instanceof SSLHandshakeException) {
      return TargetFailure.of(FailureKind.TRANSIENT, "The TLS handshake failed.");
    }
    if (cause instanceof BoundedBody.TooLargeException && method.equals("GET")) {
      return TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The answer is larger than " + BoundedBody.LARGEST + " bytes; check the URL.");
    }
    if (cause instanceof IOException) {
      return TargetFailure.of(lost(method), "The connection broke (" + what + ").");
    }
    throw new IllegalStateException("the HTTP client failed", cause);
  }

  private static boolean isCertificateProblem(@Nullable Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
