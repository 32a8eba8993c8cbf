package io.tessera.inbound.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body ends with {@link BodyRefusedException} when it is too long, comes too
 * slowly, or would be one slow body too many.
 */
final class LimitedRequest extends HttpServletRequestWrapper {
  private final Limits limits;
  private @Nullable ServletInputStream body;

  /**
   * What a body may be.
   *
   * @param bytes at most
   * @param slow how many may be slow at once
   * @param nanoTime as {@link System#nanoTime()}
   */
  record Limits(long bytes, SlowBodies slow, LongSupplier nanoTime) {
    private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double BYTES_PER_NANO = 4096 / 1e9;

    /** The same for bodies of another size. */
    Limits of(long most) {
      return most == bytes ? this : new Limits(most, slow, nanoTime);
    }

    /** Whether a body that began to be read long ago should have more bytes by now. */
    boolean isTooSlow(long read, long beganNanos) {
      long late = nanoTime.getAsLong() - beganNanos - GRACE_NANOS;
      return late > 0 && read < late * BYTES_PER_NANO;
    }
  }

  LimitedRequest(HttpServletRequest request, Limits limits) {
    super(request);
    this.limits = limits;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Limited(super.getInputStream(), limits, String.valueOf(getRemoteAddr()));
    }
    return body;
  }

  private static final class Limited extends ServletInputStream {
    private final ServletInputStream all;
    private final Limits limits;
    private final String source;
    private final long beganNanos;
    private long read;

    Limited(ServletInputStream all, Limits limits, String source) {
      this.all = all;
      this.limits = limits;
      this.source = source;
      this.beganNanos = limits.nanoTime().getAsLong();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0 || all.available() > 0 || all.isFinished()) {
        return counted(all.read(buffer, offset, length));
      }
      SlowBodies.Place place = limits.slow().enter(source, beganNanos);
      try {
        return counted(all.read(buffer, offset, length));
      } catch (IOException ended) {
        boolean slow = place.isLost() || ended.getCause() instanceof TimeoutException;
        throw slow ? BodyRefusedException.tooSlow() : ended;
      } finally {
        limits.slow().leave(place);
      }
    }

    private int counted(int count) throws IOException {
      read += Math.max(0, count);
      if (read > limits.bytes()) {
        throw BodyRefusedException.tooLarge(limits.bytes());
      }
      if (count > 0 && limits.isTooSlow(read, beganNanos)) {
        throw BodyRefusedException.tooSlow();
      }
      return count;
    }

    @Override
    public int available() throws IOException {
      return all.available();
    }

    @Override
    public boolean isFinished() {
      return all.isFinished();
    }

    @Override
    public boolean isReady() {
      return all.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      all.setReadListener(listener);
    }
  }
}
