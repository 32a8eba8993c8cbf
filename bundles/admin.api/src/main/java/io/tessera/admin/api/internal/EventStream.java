package io.tessera.admin.api.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener is sent. Writing never waits: what the connection does not take is kept, up to
 * a bound, and a listener that is too slow for that is let go; it comes back by itself.
 */
final class EventStream implements WriteListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int MOST_BYTES = 512 * 1024;
  private static final byte[] FLUSH = {};

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int bytes;

  /** Whether the connection takes more; else it says so in {@link #onWritePossible}. */
  private boolean ready;

  private boolean ended;

  EventStream(AsyncContext async, ServletOutputStream out) {
    this.async = async;
    this.out = out;
  }

  /** Sends, now or as soon as it can be; from any thread. */
  synchronized void send(byte[] text) {
    if (ended) {
      return;
    }
    bytes += text.length;
    if (bytes > MOST_BYTES) {
      end();
      return;
    }
    waiting.add(text);
    waiting.add(FLUSH);
    drain();
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  synchronized void end() {
    if (!ended) {
      ended = true;
      waiting.clear();
      try {
        async.complete();
      } catch (IllegalStateException already) {
        LOG.debug("the web server was faster", already);
      }
    }
  }

  @Override
  public synchronized void onWritePossible() {
    ready = true;
    drain();
  }

  private void drain() {
    try {
      while (!ended && ready && !waiting.isEmpty()) {
        if (!out.isReady()) {
          ready = false;
          return;
        }
        byte[] next = waiting.removeFirst();
        if (next.length == 0) {
          out.flush();
        } else {
          out.write(next);
          bytes -= next.length;
        }
      }
    } catch (IOException gone) {
      onError(gone);
    }
  }

  @Override
  public synchronized void onError(Throwable gone) {
    LOG.debug("a listener is gone", gone);
    end();
  }

  @Override
  public synchronized void onComplete(AsyncEvent event) {
    ended = true;
    waiting.clear();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is only started once.
  }
}
