package io.tessera.http.errors.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Errors as clients of the doors expect them: a SCIM error (RFC 7644 section 3.12) below a SCIM
 * base, a problem document (RFC 9457) elsewhere. Tells the status and nothing from inside.
 */
final class JsonErrors extends ErrorHandler {
  private static final List<String> SCIM = List.of("/scim2", "/scim/v2");
  private static final String SCIM_ERROR =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"%d\","
          + "\"detail\":\"%s\"}";
  private static final String PROBLEM = "{\"status\":%d,\"detail\":\"%s\"}";

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    boolean scim = isScim(request);
    byte[] body = body(scim ? SCIM_ERROR : PROBLEM, code);
    head(response.getHeaders(), scim ? "application/scim+json" : "application/problem+json");
    if (request.getConnectionMetaData().isSecure()) {
      response.getHeaders().put(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** The request could not even be read; there is no path to tell a door by. */
  @Override
  public ByteBuffer badMessageError(
      int status, @Nullable String reason, HttpFields.Mutable fields) {
    head(fields, "application/problem+json");
    return ByteBuffer.wrap(body(PROBLEM, status));
  }

  private static boolean isScim(Request request) {
    String path = String.valueOf(request.getHttpURI().getPath());
    return SCIM.stream().anyMatch(base -> path.equals(base) || path.startsWith(base + "/"));
  }

  private static void head(HttpFields.Mutable fields, String type) {
    fields.put(HttpHeader.CONTENT_TYPE, type);
    fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    fields.put("X-Content-Type-Options", "nosniff");
    fields.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    fields.put("Referrer-Policy", "no-referrer");
  }

  private static byte[] body(String format, int status) {
    return format.formatted(status, detail(status)).getBytes(StandardCharsets.UTF_8);
  }

  private static String detail(int status) {
    return switch (status) {
      case HttpStatus.BAD_REQUEST_400 ->
          "The request cannot be read. Look at its path, its escapes and its headers.";
      case HttpStatus.URI_TOO_LONG_414 -> "The address is too long.";
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "The headers are too large.";
      case HttpStatus.REQUEST_TIMEOUT_408 -> "The request did not come to its end in time.";
      default -> HttpStatus.getMessage(status) + ".";
    };
  }
}
