package io.tessera.jose;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks other parties: over https, no redirects, five seconds, 256 KiB, and nothing from this
 * machine or its links (cloud metadata) unless the host is listed; those listed also without TLS.
 * Safe for use by several threads.
 *
 * <p>The addresses of a host are looked at before it is asked; that it is asked at one of these is
 * up to Java's cache of addresses (30 s), and to TLS, which nothing near us has a certificate for.
 */
public final class Outside {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 256 * 1024;
  private static final int OK = 200;

  private final Set<String> localHosts;
  private final Duration patience;
  private final HttpClient client;

  /**
   * @param localHosts that may be on this machine or on a link of it, as addresses name them
   */
  public Outside(String... localHosts) {
    this(PATIENCE, localHosts);
  }

  /** With another bound than five seconds. */
  public Outside(Duration patience, String... localHosts) {
    this.patience = patience;
    this.localHosts = Set.of(localHosts);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * What a party answers.
   *
   * @param type media type in lower case, without parameters; empty when it does not say
   * @param body read as UTF-8
   */
  public record Answer(int status, String type, String body) {
    /** Not the body, which may be secret. */
    @Override
    public String toString() {
      return "Answer[status " + status + ", " + type + "]";
    }
  }

  /**
   * A published document.
   *
   * @throws IOException it cannot be had; says why
   */
  public String fetch(URI address) throws IOException, InterruptedException {
    Answer answer = get(address, Map.of("Accept", "application/jwk-set+json, application/json"));
    if (answer.status() != OK) {
      throw new IOException("status " + answer.status());
    }
    return answer.body();
  }

  /**
   * Reads.
   *
   * @throws IOException no answer, or one that is too long; says why
   */
  public Answer get(URI address, Map<String, String> headers)
      throws IOException, InterruptedException {
    return ask(request(address, headers).GET().build());
  }

  /**
   * Sends a form.
   *
   * @param form {@code application/x-www-form-urlencoded}
   * @throws IOException no answer, or one that is too long; says why
   */
  public Answer post(URI address, Map<String, String> headers, String form)
      throws IOException, InterruptedException {
    return ask(
        request(address, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  /** Whether an address may be asked, as far as it says itself: over https, or listed. */
  public boolean isFit(URI address) {
    String host = address.getHost();
    if (host == null || address.getUserInfo() != null || address.getFragment() != null) {
      return false;
    }
    return "https".equalsIgnoreCase(address.getScheme())
        || ("http".equalsIgnoreCase(address.getScheme()) && localHosts.contains(host));
  }

  private HttpRequest.Builder request(URI address, Map<String, String> headers) throws IOException {
    if (!isFit(address)) {
      throw new IOException("the address does not begin with https://, or has no host");
    }
    requireElsewhere(address.getHost());
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    headers.forEach(request::header);
    return request;
  }

  private Answer ask(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> running =
        client.sendAsync(request, info -> new Limited());
    try {
      HttpResponse<byte[]> response = running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new Answer(
          response.statusCode(),
          type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException late) {
      throw new IOException("no answer in " + patience.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw new IOException(why(failed.getCause()), failed);
    } finally {
      running.cancel(true);
    }
  }

  private static String why(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    return message != null ? message : "no connection";
  }

  private void requireElsewhere(String host) throws IOException {
    if (localHosts.contains(host)) {
      return;
    }
    for (InetAddress address : InetAddress.getAllByName(host)) {
      boolean near =
          address.isLoopbackAddress()
              || address.isLinkLocalAddress()
              || address.isAnyLocalAddress()
              || address.isMulticastAddress();
      if (near) {
        throw new IOException("the host is on this machine or its link, and not listed");
      }
    }
  }

  /** Collects a body that is not too long. */
  private static final class Limited implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final BodySubscriber<byte[]> all = HttpResponse.BodySubscribers.ofByteArray();
    private int bytes;

    @Override
    public CompletionStage<byte[]> getBody() {
      all.getBody().thenAccept(whole::complete);
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      all.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      bytes += part.stream().mapToInt(ByteBuffer::remaining).sum();
      if (bytes > MAX_BYTES) {
        onError(new IOException("more than " + MAX_BYTES + " bytes"));
      } else {
        all.onNext(part);
      }
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      all.onComplete();
    }
  }
}
