package io.tessera.inbound.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body ends with {@link BodyTooLargeException} when it is too long. */
final class LimitedRequest extends HttpServletRequestWrapper {
  private final long limit;
  private @Nullable ServletInputStream body;

  LimitedRequest(HttpServletRequest request, long limit) {
    super(request);
    this.limit = limit;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Limited(super.getInputStream(), limit);
    }
    return body;
  }

  private static final class Limited extends ServletInputStream {
    private final ServletInputStream all;
    private final long limit;
    private long read;

    Limited(ServletInputStream all, long limit) {
      this.all = all;
      this.limit = limit;
    }

    private int counted(int count) throws IOException {
      read += Math.max(0, count);
      if (read > limit) {
        throw new BodyTooLargeException(limit);
      }
      return count;
    }

    @Override
    public int read() throws IOException {
      int next = all.read();
      if (next >= 0) {
        counted(1);
      }
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return counted(all.read(buffer, offset, length));
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
