package io.tessera.connector.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Collects a body, and gives up on one that is late, or larger than any honest answer. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final int largest;
  private volatile @Nullable Subscription subscription;

  /**
   * @param largest body that is read, in bytes
   * @param deadline until when all of it has to be there
   */
  BoundedBody(int largest, Deadline deadline) {
    this.largest = largest;
    body.orTimeout(deadline.left(), TimeUnit.NANOSECONDS);
  }

  /** The answer was cut off for its size. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.whenComplete(
        (bytes, failure) -> {
          if (failure != null) {
            cancel();
          }
        });
  }

  @Override
  public void onSubscribe(Subscription bytes) {
    subscription = bytes;
    if (body.isDone()) {
      bytes.cancel();
    } else {
      bytes.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    for (ByteBuffer buffer : some) {
      if (collected.size() + buffer.remaining() > largest) {
        giveUp();
        return;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      collected.writeBytes(bytes);
    }
  }

  private void giveUp() {
    body.completeExceptionally(new TooLargeException());
    cancel();
  }

  /** Ends the connection: what is still to come on it would be taken for another answer. */
  private void cancel() {
    Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }

  @Override
  public void onError(Throwable broken) {
    body.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    body.complete(collected.toByteArray());
  }
}
