package io.tessera.tokens.jwt.internal;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches key sets: no redirects, five seconds, 256 KiB, and nothing from this machine or its links
 * (cloud metadata) unless the host is listed.
 */
final class HttpKeySource implements KeySource {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 256 * 1024;
  private static final int OK = 200;

  private final Set<String> localHosts;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  HttpKeySource(String... localHosts) {
    this.localHosts = Set.of(localHosts);
  }

  @Override
  public String fetch(URI address) throws IOException, InterruptedException {
    requireElsewhere(address.getHost());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    CompletableFuture<HttpResponse<byte[]>> running =
        client.sendAsync(request, info -> new Limited());
    try {
      HttpResponse<byte[]> response = running.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != OK) {
        throw new IOException("status " + response.statusCode());
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (TimeoutException late) {
      throw new IOException("no answer in " + PATIENCE.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw new IOException(String.valueOf(failed.getMessage()), failed);
    } finally {
      running.cancel(true);
    }
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
