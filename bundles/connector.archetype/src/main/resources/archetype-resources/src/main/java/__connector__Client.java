package ${package};

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.RemoteId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The requests the service understands, and what its answers mean. */
final class ${connector}Client {
  /** The attribute users are found by. */
  static final String NAME = "name";

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final HttpClient http;
  private final String url;
  private final String token;
  private final Duration timeout;

  ${connector}Client(URI url, String token, int timeoutMillis) {
    this.url = url.toString().replaceFirst("/+$", "");
    this.token = token;
    timeout = Duration.ofMillis(timeoutMillis);
    http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /** {@code POST /users}: 201 and the user with its id; 409 when the name is taken. */
  RemoteId create(Operation operation) throws ServiceFailure, InterruptedException {
    HttpResponse<String> answer = send("POST", "", form(operation));
    if (answer.statusCode() != 201) {
      throw failure("POST", answer);
    }
    return user(answer, FailureKind.UNKNOWN).id();
  }

  /** {@code PUT /users/7}: the fields that come are set, others stay. */
  void update(Operation operation) throws ServiceFailure, InterruptedException {
    HttpResponse<String> answer = send("PUT", path(operation.existing()), form(operation));
    if (answer.statusCode() == 404) {
      throw new ServiceFailure(FailureKind.GONE, "The user does not exist any more.");
    }
    if (answer.statusCode() != 204) {
      throw failure("PUT", answer);
    }
  }

  /** {@code DELETE /users/7}; that it is gone already is fine. */
  void delete(RemoteId id) throws ServiceFailure, InterruptedException {
    HttpResponse<String> answer = send("DELETE", path(id), "");
    if (answer.statusCode() != 204 && answer.statusCode() != 404) {
      throw failure("DELETE", answer);
    }
  }

  /** {@code GET /users/7}. */
  Optional<Form> find(RemoteId id) throws ServiceFailure, InterruptedException {
    return found(send("GET", path(id), ""));
  }

  /** {@code GET /users?name=alice}. */
  Optional<Form> findNamed(String name) throws ServiceFailure, InterruptedException {
    return found(send("GET", "?" + NAME + "=" + Form.encoded(name), ""));
  }

  private static Optional<Form> found(HttpResponse<String> answer) throws ServiceFailure {
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    if (answer.statusCode() != 200) {
      throw failure("GET", answer);
    }
    return Optional.of(user(answer, FailureKind.CONFIGURATION));
  }

  /** {@code GET /users?after=7&most=100}: a user a line, by their ids. */
  List<Form> list(String after, int most) throws ServiceFailure, InterruptedException {
    String query = "?after=" + Form.encoded(after) + "&most=" + most;
    HttpResponse<String> answer = send("GET", query, "");
    if (answer.statusCode() != 200) {
      throw failure("GET", answer);
    }
    try {
      return answer.body().lines().map(Form::user).toList();
    } catch (IllegalArgumentException nonsense) {
      throw notUnderstood(FailureKind.CONFIGURATION);
    }
  }

  private static String path(RemoteId id) {
    return "/" + Form.encoded(id.value());
  }

  private static String form(Operation operation) {
    return Form.text(operation.attributes(), operation.activity());
  }

  private static Form user(HttpResponse<String> answer, FailureKind otherwise)
      throws ServiceFailure {
    try {
      return Form.user(answer.body());
    } catch (IllegalArgumentException nonsense) {
      throw notUnderstood(otherwise);
    }
  }

  private static ServiceFailure notUnderstood(FailureKind kind) {
    return new ServiceFailure(kind, "The service answered something else than users; check the URL.");
  }

  /** Nothing is said twice: whether a call is to be repeated is for the server to decide. */
  private HttpResponse<String> send(String method, String path, String body)
      throws ServiceFailure, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(timeout)
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException notReached) {
      throw new ServiceFailure(FailureKind.TRANSIENT, "The service was not reached.");
    } catch (IOException lost) {
      // A request that changes nothing had no effect that one would have to look for.
      FailureKind kind = method.equals("GET") ? FailureKind.TRANSIENT : FailureKind.UNKNOWN;
      throw new ServiceFailure(kind, "The service gave no answer.");
    }
  }

  /** Says what the server shall do next; see {@link FailureKind}. */
  private static ServiceFailure failure(String method, HttpResponse<String> answer) {
    int status = answer.statusCode();
    String detail = "The service answered " + status + ".";
    FailureKind kind =
        switch (status) {
          case 401, 403 -> FailureKind.AUTHENTICATION;
          case 409 -> method.equals("POST") ? FailureKind.CONFLICT : FailureKind.INVALID;
          case 400, 422 -> FailureKind.INVALID;
          case 429 -> FailureKind.THROTTLED;
          case 503 -> FailureKind.TRANSIENT;
          default -> {
            boolean effectUnknown = status >= 500 && !method.equals("GET");
            yield effectUnknown ? FailureKind.UNKNOWN : FailureKind.CONFIGURATION;
          }
        };
    return new ServiceFailure(kind, detail, retryAfter(answer).orElse(null));
  }

  /** RFC 9110 section 10.2.3: seconds or a date; what makes no sense is not there. */
  private static Optional<Duration> retryAfter(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .flatMap(${connector}Client::duration)
        .filter(wait -> !wait.isNegative() && !wait.isZero())
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(
          text.matches("[0-9]+")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
    } catch (NumberFormatException | DateTimeException | ArithmeticException nonsense) {
      return Optional.empty();
    }
  }
}
