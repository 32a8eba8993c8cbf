package io.tessera.connector.rest.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.http.HttpTarget;
import io.tessera.connector.spi.FailureKind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;

/** Makes the calls that are described. */
final class Service {
  private final RestSettings settings;
  private final HttpTarget target;

  Service(RestSettings settings) {
    this.settings = settings;
    target = new HttpTarget(settings.http());
  }

  /**
   * Makes a call.
   *
   * @param ownBody what is sent where the action says nothing of it
   * @param headers of this call alone
   * @return the answer, whatever its status
   */
  Exchange call(Action action, Values values, Optional<Json> ownBody, Map<String, String> headers)
      throws TargetFailure, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url(action, values));
    settings.headers().forEach(request::setHeader);
    headers.forEach(request::setHeader);
    Optional<String> operation = values.text("operation");
    if (!settings.keyHeader().isEmpty() && !action.isQuestion() && operation.isPresent()) {
      request.setHeader(settings.keyHeader(), operation.get());
    }
    Optional<Json> body = action.body().map(b -> b.fill(values)).or(() -> ownBody);
    boolean sends = body.isPresent() && !action.isGet();
    request.method(
        action.method(),
        sends
            ? BodyPublishers.ofByteArray(JsonText.write(body.orElseThrow()))
            : BodyPublishers.noBody());
    preset(request, "Accept", "application/json");
    if (sends) {
      preset(request, "Content-Type", "application/json");
    }
    return send(request, action.isQuestion());
  }

  /** Where somebody has set it, it stays. */
  private void preset(HttpRequest.Builder request, String name, String value) {
    if (settings.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      request.setHeader(name, value);
    }
  }

  private URI url(Action action, Values values) throws TargetFailure {
    return URI.create(settings.base() + path(action, values));
  }

  /** The path and query as they are sent. */
  static String path(Action action, Values values) throws TargetFailure {
    return action
        .url()
        .expand(values::text)
        .orElseThrow(
            () ->
                new TargetFailure(
                    FailureKind.INVALID,
                    "A name in the path of "
                        + action.property()
                        + " has no value, or one that cannot stand in a path."));
  }

  /** Whether a value is such that nothing can have it, since it cannot stand in the path. */
  static boolean cannotStand(Action action, Values values) {
    return action.url().expand(values::text).isEmpty();
  }

  /** Asks at a URL that the service itself has given, which must be one of its own. */
  Exchange follow(URI url) throws TargetFailure, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
    settings.headers().forEach(request::setHeader);
    preset(request, "Accept", "application/json");
    return send(request, true);
  }

  private Exchange send(HttpRequest.Builder request, boolean question)
      throws TargetFailure, InterruptedException {
    try {
      return question ? target.ask(request) : target.send(request);
    } catch (HttpFailure failure) {
      throw new TargetFailure(failure.failed());
    }
  }

  /** The body of an answer that means success. */
  static Json body(Exchange answer) throws TargetFailure {
    try {
      return JsonText.read(answer.body());
    } catch (JsonText.FormatException garbage) {
      throw nonsense(answer, "what it sent " + garbage.getMessage());
    }
  }

  /** It says yes, and what it says with it cannot be understood. */
  static TargetFailure nonsense(Exchange answer, String why) {
    return new TargetFailure(answer.failed(FailureKind.UNKNOWN, why));
  }
}
