package io.tessera.jose;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document that a party publishes, such as its keys. Fetched when it is ten minutes old, or when
 * somebody needs a newer one, but not twice within a pause; kept for an hour when it cannot be
 * fetched. Safe for use by several threads.
 *
 * @param <T> what it is read as
 */
public final class Published<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Published.class);
  private static final long FRESH = Duration.ofMinutes(10).toNanos();
  private static final long USABLE = Duration.ofHours(1).toNanos();
  private static final long WAIT_SECONDS = 6;

  private final String party;
  private final URI address;
  private final Source source;
  private final Reader<? extends T> reader;
  private final long pause;
  private final LongSupplier nanoTime;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Held<T> held;

  /** Where documents are fetched. */
  @FunctionalInterface
  public interface Source {
    /**
     * Fetches one.
     *
     * @throws IOException it cannot be had; says why
     */
    String fetch(URI address) throws IOException, InterruptedException;
  }

  /** Reads a document. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads one.
     *
     * @throws ParseException it is not what is expected; says why, without the document
     */
    T read(String document) throws ParseException;
  }

  /**
   * @param triedAt when it was last asked for
   */
  private record Held<T>(@Nullable T document, String failure, long fetchedAt, long triedAt) {}

  /**
   * @param party for the log
   * @param pause shortest time between two fetches
   */
  public Published(
      String party,
      URI address,
      Source source,
      Reader<? extends T> reader,
      Duration pause,
      LongSupplier nanoTime) {
    this.party = party;
    this.address = address;
    this.source = source;
    this.reader = reader;
    this.pause = pause.toNanos();
    this.nanoTime = nanoTime;
    long longAgo = nanoTime.getAsLong() - USABLE;
    this.held = new Held<>(null, "not fetched yet", longAgo, longAgo);
  }

  /** The document; fetched when it is old. */
  public T present() throws IOException {
    return present(false);
  }

  /**
   * The document, fetched now when the last fetch is long enough ago: the one known lacks
   * something.
   */
  public T newer() throws IOException {
    return present(true);
  }

  private T present(boolean newer) throws IOException {
    if (needed(newer)) {
      refresh(newer);
    }
    Held<T> present = held;
    T document = present.document();
    if (document == null || nanoTime.getAsLong() - present.fetchedAt() >= USABLE) {
      throw new IOException(address + " cannot be fetched: " + present.failure());
    }
    return document;
  }

  private boolean needed(boolean newer) {
    Held<T> present = held;
    long now = nanoTime.getAsLong();
    boolean wanted = newer || present.document() == null || now - present.fetchedAt() >= FRESH;
    return wanted && now - present.triedAt() >= pause;
  }

  /** One fetches; who has a document goes on with it meanwhile, who has none waits. */
  private void refresh(boolean newer) {
    try {
      long wait = held.document() == null ? WAIT_SECONDS : 0;
      if (!fetching.tryLock(wait, TimeUnit.SECONDS)) {
        return;
      }
      try {
        if (needed(newer)) {
          fetch();
        }
      } finally {
        fetching.unlock();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch() throws InterruptedException {
    Held<T> before = held;
    long now = nanoTime.getAsLong();
    try {
      held = new Held<>(reader.read(source.fetch(address)), "", now, now);
    } catch (IOException | ParseException | IllegalArgumentException failed) {
      String why = String.valueOf(failed.getMessage());
      LOG.warn("{}: {} cannot be fetched: {}", party, address, why);
      held = new Held<>(before.document(), why, before.fetchedAt(), now);
    }
  }
}
