package io.tessera.connector.salesforce.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the REST API's refusals mean. They are told as {@code [{"errorCode", "message", "fields"}]}
 * (REST API Developer Guide, "Status Codes and Error Responses"; the codes are those of the SOAP
 * API's StatusCode and ExceptionCode).
 */
final class Refusals {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private static final Set<String> THROTTLED =
      Set.of("REQUEST_LIMIT_EXCEEDED", "CONCURRENT_REQUESTS_LIMIT_EXCEEDED");
  private static final Set<String> LATER =
      Set.of(
          "UNABLE_TO_LOCK_ROW",
          "SERVER_UNAVAILABLE",
          "QUERY_TIMEOUT",
          "ORG_LOCKED",
          "INVALID_QUERY_LOCATOR");
  private static final Set<String> EXISTS =
      Set.of("DUPLICATE_USERNAME", "DUPLICATE_DEVELOPER_NAME", "DUPLICATE_VALUE");
  private static final Set<String> GONE = Set.of("ENTITY_IS_DELETED", "NOT_FOUND");
  private static final Set<String> RIGHTS =
      Set.of(
          "INVALID_SESSION_ID",
          "INSUFFICIENT_ACCESS",
          "INSUFFICIENT_ACCESS_OR_READONLY",
          "API_DISABLED_FOR_ORG",
          "API_CURRENTLY_DISABLED",
          "USER_HAS_NO_CREATE_PERMISSION");
  private static final Set<String> SETTINGS = Set.of("UNSUPPORTED_API_VERSION", "INVALID_TYPE");

  /** Where the code says the field and the list of fields does not. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "DUPLICATE_USERNAME", "Username",
          "DUPLICATE_COMM_NICKNAME", "CommunityNickname",
          "INVALID_NEW_PASSWORD", "password");

  private final AttributesJson json = new AttributesJson();

  TargetFailure failure(Exchange answer) {
    Attributes error = error(answer.body());
    String code = error.text("errorCode").orElse("");
    FailureKind kind = kind(answer, code);
    return TargetFailure.of(code, answer.failed(kind, describe(code, error) + advice(kind, code)));
  }

  /** One of the errors of a collection's result, told beside a success of the call. */
  TargetFailure failure(Attributes error) {
    String code = error.text("statusCode").orElse("");
    FailureKind kind = ofCode(code, FailureKind.INVALID);
    String detail =
        "The org answered: " + Exchange.oneLine(describe(code, error) + advice(kind, code));
    return TargetFailure.of(code, new Failed(kind, detail));
  }

  private Attributes error(byte[] body) {
    try {
      return SalesforceClient.items(json, body).stream().findFirst().orElse(Attributes.empty());
    } catch (JsonFormatException somePage) {
      return Attributes.empty();
    }
  }

  private static FailureKind kind(Exchange answer, String code) {
    FailureKind otherwise = answer.status() == BAD_REQUEST ? FailureKind.INVALID : answer.kind();
    if (answer.status() == NOT_FOUND && code.isEmpty()) {
      return FailureKind.CONFIGURATION;
    }
    return ofCode(code, otherwise);
  }

  private static FailureKind ofCode(String code, FailureKind otherwise) {
    if (THROTTLED.contains(code)) {
      return FailureKind.THROTTLED;
    }
    if (LATER.contains(code)) {
      return FailureKind.TRANSIENT;
    }
    if (EXISTS.contains(code)) {
      return FailureKind.CONFLICT;
    }
    if (GONE.contains(code)) {
      return FailureKind.GONE;
    }
    if (SETTINGS.contains(code)) {
      return FailureKind.CONFIGURATION;
    }
    return RIGHTS.contains(code) ? FailureKind.AUTHENTICATION : otherwise;
  }

  private static String describe(String code, Attributes error) {
    List<String> fields =
        error.get("fields").orElse(Value.NONE).elements().stream()
            .filter(Value.Text.class::isInstance)
            .map(each -> ((Value.Text) each).value())
            .toList();
    String named = fields.isEmpty() ? FIELDS.getOrDefault(code, "") : String.join(", ", fields);
    String message = error.text("message").orElse("");
    return (code + " " + message + (named.isEmpty() ? "" : " (" + named + ")")).strip();
  }

  private static String advice(FailureKind kind, String code) {
    if (code.equals("LICENSE_LIMIT_EXCEEDED")) {
      return " - no licence is free for the profile; buy one or deactivate a user";
    }
    return switch (kind) {
      case CONFIGURATION -> " - check url and apiVersion";
      case AUTHENTICATION -> " - the integration user needs the rights the documentation names";
      case THROTTLED -> " - the org's API requests are used up for now";
      default -> "";
    };
  }
}
