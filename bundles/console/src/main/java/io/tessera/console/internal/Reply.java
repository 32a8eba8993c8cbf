package io.tessera.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way to a browser, packed if that is understood, or not at all if it is there.
 *
 * @param keeping how long it may be kept, as a value of {@code Cache-Control}
 */
record Reply(Asset asset, String keeping) {
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean packed = asset.packed().length > 0 && takesGzip(request.getHeader("Accept-Encoding"));
    byte[] body = packed ? asset.packed() : asset.content();
    String tag = "\"" + tag(body) + "\"";
    response.setHeader("Cache-Control", keeping);
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("ETag", tag);
    if (isKnown(tag, request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(asset.contentType());
    if (packed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  /** What is packed is another representation, with a tag of its own (RFC 9110 section 8.8.3.3). */
  private static String tag(byte[] body) {
    CRC32 sum = new CRC32();
    sum.update(body);
    return Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(body.length);
  }

  private static boolean isKnown(String tag, @Nullable String asked) {
    if (asked == null) {
      return false;
    }
    for (String one : asked.split(",", -1)) {
      String bare = one.strip();
      if (bare.equals(tag) || bare.equals("W/" + tag) || bare.equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesGzip(@Nullable String accepted) {
    if (accepted == null) {
      return false;
    }
    for (String one : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String coding = one.strip();
      if (coding.startsWith("gzip")) {
        return !coding.replace(" ", "").matches("gzip;q=0(\\.0*)?");
      }
    }
    return false;
  }
}
