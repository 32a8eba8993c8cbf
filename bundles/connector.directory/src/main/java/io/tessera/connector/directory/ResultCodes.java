package io.tessera.connector.directory;

import static io.tessera.connector.spi.FailureKind.AUTHENTICATION;
import static io.tessera.connector.spi.FailureKind.CONFIGURATION;
import static io.tessera.connector.spi.FailureKind.CONFLICT;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.FailureKind.THROTTLED;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.FailureKind.UNKNOWN;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.tessera.connector.spi.FailureKind;
import java.util.HashMap;
import java.util.Map;

/** What the server should do about each LDAP result code (RFC 4511 appendix A). */
final class ResultCodes {
  private static final int LONGEST_DIAGNOSTIC = 300;
  private static final Map<ResultCode, FailureKind> KINDS = kinds();

  private ResultCodes() {}

  private static Map<ResultCode, FailureKind> kinds() {
    Map<ResultCode, FailureKind> kinds = new HashMap<>();
    put(
        kinds,
        TRANSIENT,
        ResultCode.BUSY,
        ResultCode.UNAVAILABLE,
        ResultCode.OPERATIONS_ERROR,
        ResultCode.OTHER,
        ResultCode.CONNECT_ERROR);
    put(kinds, THROTTLED, ResultCode.ADMIN_LIMIT_EXCEEDED);
    put(kinds, CONFLICT, ResultCode.ENTRY_ALREADY_EXISTS);
    put(
        kinds,
        AUTHENTICATION,
        ResultCode.INVALID_CREDENTIALS,
        ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
        ResultCode.INAPPROPRIATE_AUTHENTICATION,
        ResultCode.STRONG_AUTH_REQUIRED,
        ResultCode.AUTH_METHOD_NOT_SUPPORTED,
        ResultCode.AUTHORIZATION_DENIED);
    put(
        kinds,
        CONFIGURATION,
        ResultCode.NO_SUCH_OBJECT,
        ResultCode.REFERRAL,
        ResultCode.SIZE_LIMIT_EXCEEDED,
        ResultCode.CONFIDENTIALITY_REQUIRED,
        ResultCode.PROTOCOL_ERROR,
        ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
    put(
        kinds,
        UNKNOWN,
        ResultCode.TIMEOUT,
        ResultCode.SERVER_DOWN,
        ResultCode.TIME_LIMIT_EXCEEDED,
        ResultCode.DECODING_ERROR,
        ResultCode.LOCAL_ERROR);
    return Map.copyOf(kinds);
  }

  private static void put(
      Map<ResultCode, FailureKind> kinds, FailureKind kind, ResultCode... codes) {
    for (ResultCode code : codes) {
      kinds.put(code, kind);
    }
  }

  /** For a request that changes something; every code not in the table is about the values. */
  static FailureKind ofChange(ResultCode code) {
    return KINDS.getOrDefault(code, INVALID);
  }

  /** For a request that changes nothing: an answer that got lost is no riddle. */
  static FailureKind ofQuestion(ResultCode code) {
    FailureKind kind = ofChange(code);
    return kind == UNKNOWN ? TRANSIENT : kind;
  }

  /** Name, number and the bounded diagnostic message. */
  static String describe(LDAPException cause) {
    ResultCode code = cause.getResultCode();
    String said = cause.getDiagnosticMessage();
    String text = said == null || said.isBlank() ? String.valueOf(cause.getMessage()) : said;
    return code.getName() + " (" + code.intValue() + "): " + bounded(text);
  }

  private static String bounded(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return oneLine.length() <= LONGEST_DIAGNOSTIC
        ? oneLine
        : oneLine.substring(0, LONGEST_DIAGNOSTIC) + " ...";
  }
}
