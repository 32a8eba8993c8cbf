package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** What the gate noted down with a request. */
final class Requests {
  private static final String ADMISSION = "io.tessera.inbound.http.admission";
  private static final String WRONG = "io.tessera.inbound.http.wrong";

  private Requests() {}

  static void note(HttpServletRequest request, Admission admission) {
    request.setAttribute(ADMISSION, admission);
  }

  /** Which request it is; empty where the gate did not note it. */
  static String causality(HttpServletRequest request) {
    Object admission = request.getAttribute(ADMISSION);
    return admission instanceof Admission.Granted granted
        ? granted.caller().causality()
        : admission instanceof Admission.Anonymous anonymous ? anonymous.caller().causality() : "";
  }

  /** The body of a request held a name and a password that do not belong together. */
  static void noteWrong(HttpServletRequest request) {
    request.setAttribute(WRONG, Boolean.TRUE);
  }

  static boolean isWrong(HttpServletRequest request) {
    return request.getAttribute(WRONG) != null;
  }

  static HttpServletRequest http(Message message) {
    Object request = message.get(AbstractHTTPDestination.HTTP_REQUEST);
    if (request instanceof HttpServletRequest http) {
      return http;
    }
    throw new IllegalStateException("The message did not come over HTTP");
  }

  static Admission admission(Message message) {
    if (http(message).getAttribute(ADMISSION) instanceof Admission admission) {
      return admission;
    }
    throw new IllegalStateException("The request did not come through the gate");
  }

  static Caller caller(Message message) {
    Admission admission = admission(message);
    if (admission instanceof Admission.Granted granted) {
      return granted.caller();
    }
    if (admission instanceof Admission.Anonymous anonymous) {
      return anonymous.caller();
    }
    throw new IllegalStateException("The gate refused the request");
  }
}
