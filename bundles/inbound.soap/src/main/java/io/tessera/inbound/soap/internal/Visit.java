package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Credentials;
import io.tessera.inbound.http.Failure;
import io.tessera.provisioning.api.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/**
 * One request on its way through a service.
 *
 * @param admission what the gate said to it
 * @param signIn asks the gate about further credentials of who sent it
 * @param ask asks the gate about those of somebody else, for a caller that was let in
 */
record Visit(
    HttpServletRequest request,
    HttpServletResponse response,
    Admission admission,
    Function<Credentials, Admission> signIn,
    BiFunction<Caller, Credentials, Admission> ask,
    String causality) {
  private static final String KEY = Visit.class.getName();

  void note() {
    request.setAttribute(KEY, this);
  }

  static Visit of(Message message) {
    if (message.get(AbstractHTTPDestination.HTTP_REQUEST) instanceof HttpServletRequest http
        && http.getAttribute(KEY) instanceof Visit visit) {
      return visit;
    }
    throw new IllegalStateException("The message did not come through the gate");
  }

  /** A caller who is still sending would not see the answer. */
  static void drain(HttpServletRequest request) {
    try {
      request.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException tooLongOrBroken) {
      // then they have to look for it
    }
  }

  /** Answers with a failure, unless an answer has begun. */
  void send(Failure failure) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    drain(request);
    response.resetBuffer();
    response.setStatus(failure.answer().status());
    failure.headers().forEach(response::setHeader);
    response.setContentType(failure.answer().contentType());
    response.setContentLength(failure.answer().body().length);
    response.getOutputStream().write(failure.answer().body());
  }
}
