package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that goes wrong at a SOAP door, as a fault of the caller's version.
 *
 * <p>A fault that a service declares comes with 500 in both versions, as every SOAP client expects
 * it, and a lack of permission with 403. What is decided before the envelope is looked at keeps its
 * HTTP status.
 *
 * @param words of the service that was asked
 */
record SoapErrors(SoapVersions version, FaultWords words) implements ErrorFormat {
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;
  private static final Map<Integer, String> DECLARED =
      Map.of(FORBIDDEN, "FORBIDDEN", SERVER_ERROR, "FAILED", 503, "UNAVAILABLE");
  private static final Set<Integer> OF_THE_ENVELOPE = Set.of(400);

  @Override
  public Answer rejected(List<Problem> problems) {
    Problem.Kind kind = problems.get(0).kind();
    int status = kind == Problem.Kind.FORBIDDEN ? FORBIDDEN : SERVER_ERROR;
    return fault(
        status, version.code(false), words.reason(problems), words.detail(kind.name(), problems));
  }

  @Override
  public Answer failed(int status, String detail) {
    boolean ours = status >= SERVER_ERROR;
    String code = DECLARED.get(status);
    String declared = code == null ? "" : words.detail(code, List.of());
    int sent = OF_THE_ENVELOPE.contains(status) ? SERVER_ERROR : status;
    return fault(sent, version.code(ours), detail, declared);
  }

  /** The envelope cannot be understood: {@code VersionMismatch}, {@code MustUnderstand}. */
  Answer misunderstood(String code, String reason) {
    return fault(SERVER_ERROR, code, reason, "");
  }

  private Answer fault(int status, String code, String reason, String detail) {
    String body =
        version == SoapVersions.SOAP11
            ? soap11(code, reason, detail)
            : soap12(code, reason, detail);
    String envelope =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\""
            + version.namespace()
            + "\"><soap:Body><soap:Fault>"
            + body
            + "</soap:Fault></soap:Body></soap:Envelope>";
    return new Answer(status, version.contentType(), envelope.getBytes(StandardCharsets.UTF_8));
  }

  private static String soap11(String code, String reason, String detail) {
    return "<faultcode>soap:"
        + code
        + "</faultcode><faultstring xml:lang=\"en\">"
        + XmlText.escaped(reason)
        + "</faultstring>"
        + (detail.isEmpty() ? "" : "<detail>" + detail + "</detail>");
  }

  private static String soap12(String code, String reason, String detail) {
    return "<soap:Code><soap:Value>soap:"
        + code
        + "</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang=\"en\">"
        + XmlText.escaped(reason)
        + "</soap:Text></soap:Reason>"
        + (detail.isEmpty() ? "" : "<soap:Detail>" + detail + "</soap:Detail>");
  }
}
