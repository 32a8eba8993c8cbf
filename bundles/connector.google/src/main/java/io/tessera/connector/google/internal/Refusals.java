package io.tessera.connector.google.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.FailureKind;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Directory API's refusals mean. They are told as {@code {"error": {"code", "message",
 * "errors": [{"reason", "message"}]}}}; the reason says more than the status (Directory API,
 * "Limits and Quotas" and "Troubleshoot Directory API issues").
 */
final class Refusals {
  /** Not the API's own: the answer was not one of its errors. */
  static final String UNEXPLAINED = "";

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;

  private static final List<String> QUOTAS =
      List.of(
          "rateLimitExceeded",
          "userRateLimitExceeded",
          "quotaExceeded",
          "dailyLimitExceeded",
          "servingLimitExceeded",
          "concurrentLimitExceeded");

  /** The API's own words for what is wrong with a value, and which field that is. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "primary_user_email", "primaryEmail",
          "domain", "primaryEmail",
          "GivenName", "name.givenName",
          "FamilyName", "name.familyName",
          "Password", "password",
          "INVALID_OU_ID", "orgUnitPath",
          "recovery_email", "recoveryEmail",
          "recovery_phone", "recoveryPhone");

  private final AttributesJson json = new AttributesJson();

  TargetFailure failure(Exchange answer) {
    Attributes error = error(answer);
    String reason = reason(error);
    String message = error.text("message").orElse("");
    FailureKind kind = kind(answer, reason);
    String said = (reason + " " + message).strip();
    String detail = said + advice(kind, reason, message);
    return TargetFailure.of(answer.status(), reason, answer.failed(kind, detail));
  }

  private Attributes error(Exchange answer) {
    try {
      return json.read(answer.body()).complex("error");
    } catch (JsonFormatException somePage) {
      return Attributes.empty();
    }
  }

  private static String reason(Attributes error) {
    Optional<String> first =
        error.get("errors").orElse(Value.NONE).elements().stream()
            .filter(Value.Complex.class::isInstance)
            .flatMap(each -> ((Value.Complex) each).attributes().text("reason").stream())
            .findFirst();
    return first.or(() -> error.text("status")).orElse(UNEXPLAINED);
  }

  private static FailureKind kind(Exchange answer, String reason) {
    if (QUOTAS.contains(reason)) {
      return FailureKind.THROTTLED;
    }
    return switch (answer.status()) {
      case FORBIDDEN ->
          reason.equals("accessNotConfigured")
              ? FailureKind.CONFIGURATION
              : FailureKind.AUTHENTICATION;
      case NOT_FOUND -> reason.isEmpty() ? FailureKind.CONFIGURATION : FailureKind.GONE;
      case PRECONDITION_FAILED ->
          reason.equals("limitExceeded") ? FailureKind.INVALID : FailureKind.TRANSIENT;
      case BAD_REQUEST ->
          reason.equals("failedPrecondition") ? FailureKind.TRANSIENT : FailureKind.INVALID;
      default -> answer.kind();
    };
  }

  private static String advice(FailureKind kind, String reason, String message) {
    if (reason.equals("limitExceeded")) {
      return " (no licence is free for another user; buy one or remove a user)";
    }
    return switch (kind) {
      case CONFIGURATION ->
          reason.equals("accessNotConfigured")
              ? " (enable the Admin SDK API in the service account's project)"
              : " (check apiUrl)";
      case AUTHENTICATION ->
          " (grant the service account domain-wide delegation for the scopes, and the"
              + " administrator the rights; or the address is of no domain of this customer)";
      case INVALID -> field(message).map(f -> " (" + f + ")").orElse("");
      default -> "";
    };
  }

  private static Optional<String> field(String message) {
    return FIELDS.entrySet().stream()
        .filter(each -> message.endsWith(each.getKey()) || message.contains(": " + each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(
            () ->
                message.contains("Invalid Password") ? Optional.of("password") : Optional.empty());
  }
}
