package io.tessera.inbound.http;

import io.tessera.json.AttributesJson;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.RepeatedRequests;
import io.tessera.provisioning.api.RepeatedRequests.Turn;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.cxf.jaxrs.impl.AbstractPropertiesImpl;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key} of POST requests: the same request with the same key, from the
 * same caller, is carried out once and answered the same. Only what succeeded is remembered; what
 * was refused has done nothing and is tried again.
 */
@Priority(RepeatedPosts.BEHIND_ALL_CHECKS)
public final class RepeatedPosts implements ContainerRequestFilter, ContainerResponseFilter {
  static final int BEHIND_ALL_CHECKS = 9_000;
  private static final String HEADER = "Idempotency-Key";
  private static final String BEGUN = "io.tessera.inbound.http.begun";
  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int FIRST_FAILURE = 300;

  private final RepeatedRequests requests;
  private final AttributesJson json = new AttributesJson();

  private record Begun(String key, String request) {}

  public RepeatedPosts(RepeatedRequests requests) {
    this.requests = requests;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    String key = request.getHeaderString(HEADER);
    Message message = ((AbstractPropertiesImpl) request).getMessage();
    if (key == null
        || !request.getMethod().equals("POST")
        || !(Requests.admission(message) instanceof Admission.Granted granted)) {
      return;
    }
    if (!KEY.matcher(key).matches()) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE,
          AttributePath.of(HEADER),
          HEADER + ": 1 to 128 visible characters are expected.");
    }
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    Begun begun = new Begun(owner(granted.caller()) + key, digest(request, body));
    Turn turn = requests.begin(begun.key(), begun.request());
    switch (turn.kind()) {
      case FIRST -> request.setProperty(BEGUN, begun);
      case ANSWERED -> request.abortWith(again(turn.answer()));
      case RUNNING ->
          throw refused(
              CONFLICT,
              "The same request is being carried out; ask again in a moment.",
              "idempotency-key-in-use");
      case OTHER ->
          throw refused(
              UNPROCESSABLE,
              "This Idempotency-Key was sent with another request; take another one.",
              "idempotency-key-reused");
    }
  }

  private static NotAdmittedException refused(int status, String detail, String code) {
    Map<String, String> headers = status == CONFLICT ? Map.of("Retry-After", "2") : Map.of();
    return new NotAdmittedException(
        new Admission.Refused(status, detail, headers, Map.of("code", code)));
  }

  private static String owner(Caller caller) {
    return caller.serviceProvider() + "\n" + caller.actor() + "\n";
  }

  private static String digest(ContainerRequestContext request, byte[] body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      String uri = request.getUriInfo().getRequestUri().getRawPath();
      String query = request.getUriInfo().getRequestUri().getRawQuery();
      sha.update((uri + "?" + query + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(body));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private Response again(String kept) {
    if (kept.isEmpty()) {
      throw refused(
          CONFLICT,
          "It was carried out; its answer was too long to be given again.",
          "idempotency-key-answered");
    }
    Attributes answer = json.read(kept.getBytes(StandardCharsets.UTF_8));
    Response.ResponseBuilder response =
        Response.status(Integer.parseInt(answer.text("status").orElse("200")))
            .header("Idempotency-Replayed", "true");
    for (String header : List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG)) {
      answer.text(header).ifPresent(value -> response.header(header, value));
    }
    Attributes body = answer.complex("body");
    if (answer.get("body").isPresent()) {
      response.type(MediaType.APPLICATION_JSON_TYPE).entity(json.write(body));
    }
    return response.build();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(BEGUN) instanceof Begun begun)) {
      return;
    }
    if (response.getStatus() >= FIRST_FAILURE) {
      requests.abandoned(begun.key());
      return;
    }
    Attributes.Builder answer =
        Attributes.builder().put("status", Integer.toString(response.getStatus()));
    for (String header : List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG)) {
      @Nullable String value = response.getHeaderString(header);
      if (value != null) {
        answer.put(header, value);
      }
    }
    if (response.getEntity() instanceof Attributes body) {
      answer.keep("body", Value.complex(body));
    }
    requests.finished(
        begun.key(),
        begun.request(),
        new String(json.write(answer.build()), StandardCharsets.UTF_8));
  }
}
