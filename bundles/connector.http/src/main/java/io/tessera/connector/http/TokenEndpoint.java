package io.tessera.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.http.Tokens.AccessToken;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks an authorization server for access tokens (RFC 6749 section 4.4, RFC 7523 section 2.1). */
final class TokenEndpoint {
  private static final String WHO = "The token endpoint";
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERRORS = 500;

  /** A token is not used in its last seconds, so that it does not expire on its way. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Where the server does not say how long a token lives (RFC 6749 section 5.1). */
  private static final Duration UNSAID = Duration.ofHours(1);

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private final AttributesJson json = new AttributesJson();
  private final Wire wire;
  private final Clock clock;

  TokenEndpoint(Wire wire, Clock clock) {
    this.wire = wire;
    this.clock = clock;
  }

  AccessToken fetch(Grant grant, Deadline deadline) throws HttpFailure, InterruptedException {
    Instant asked = clock.instant();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(grant.tokenUrl())
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(grant.parameters(asked))));
    Credentials.Header client = grant.client();
    if (!client.name().isEmpty()) {
      request.header(client.name(), client.value());
    }
    Exchange answer = wire.send(WHO, request, true, deadline);
    Attributes document = document(answer);
    if (!answer.isSuccess()) {
      throw new HttpFailure(refused(answer, document));
    }
    return token(document, asked);
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private Attributes document(Exchange answer) {
    try {
      return json.read(answer.body());
    } catch (JsonFormatException somePage) {
      return Attributes.empty();
    }
  }

  private static AccessToken token(Attributes document, Instant asked) throws HttpFailure {
    Optional<String> token = document.text("access_token").filter(t -> TOKEN.matcher(t).matches());
    boolean bearer =
        document.text("token_type").map(type -> type.equalsIgnoreCase("bearer")).orElse(true);
    if (token.isEmpty() || !bearer) {
      throw new HttpFailure(
          FailureKind.CONFIGURATION, WHO + " gave no bearer token; check tokenUrl.");
    }
    Duration life = document.get("expires_in").flatMap(TokenEndpoint::seconds).orElse(UNSAID);
    Duration margin = life.compareTo(MARGIN.multipliedBy(4)) < 0 ? life.dividedBy(4) : MARGIN;
    return new AccessToken(Credentials.Header.bearer(token.get()), asked.plus(life).minus(margin));
  }

  /** Some servers write the number as a text. */
  private static Optional<Duration> seconds(Value said) {
    String text =
        said instanceof Value.Num number
            ? number.value().toBigInteger().toString()
            : said instanceof Value.Text written ? written.value() : "";
    return text.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  /** What an error means (RFC 6749 section 5.2). */
  private static Failed refused(Exchange answer, Attributes document) {
    String error = document.text("error").orElse("");
    String words = document.text("error_description").map(d -> ": " + d).orElse("");
    String said = error.isEmpty() ? "" : " " + Exchange.oneLine(error + words);
    FailureKind kind = kind(answer, error);
    String advice =
        switch (kind) {
          case AUTHENTICATION -> "; check the client's id and secret or key.";
          case CONFIGURATION -> "; check tokenUrl and scope.";
          default -> ".";
        };
    String detail = WHO + " answered " + answer.status() + said + advice;
    return new Failed(kind, detail, answer.retryAfter().orElse(null));
  }

  private static FailureKind kind(Exchange answer, String error) {
    if (answer.status() >= SERVER_ERRORS) {
      return answer.kind() == FailureKind.CONFIGURATION
          ? FailureKind.CONFIGURATION
          : FailureKind.TRANSIENT;
    }
    return switch (error) {
      case "invalid_client",
          "invalid_client_id",
          "invalid_grant",
          "unauthorized_client",
          "access_denied" ->
          FailureKind.AUTHENTICATION;
      case "temporarily_unavailable" -> FailureKind.TRANSIENT;
      default -> answer.status() == BAD_REQUEST ? FailureKind.CONFIGURATION : ofStatus(answer);
    };
  }

  /** A token endpoint refuses nobody's values and holds nobody's account. */
  private static FailureKind ofStatus(Exchange answer) {
    return switch (answer.kind()) {
      case AUTHENTICATION, THROTTLED, TRANSIENT -> answer.kind();
      default -> FailureKind.CONFIGURATION;
    };
  }
}
