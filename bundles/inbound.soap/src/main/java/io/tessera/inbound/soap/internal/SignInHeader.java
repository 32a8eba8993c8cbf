package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Credentials;
import io.tessera.inbound.http.GatedServlet;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.binding.soap.interceptor.ReadHeadersInterceptor;
import org.apache.cxf.binding.soap.interceptor.StartBodyInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;
import org.w3c.dom.Element;

/**
 * Between the header and the body of an envelope: who is it, and may they use SOAP at all. The body
 * of somebody who may not is not looked at.
 */
final class SignInHeader extends AbstractSoapInterceptor {
  private static final int UNAUTHORIZED = 401;

  private final boolean withoutTls;
  private final Clock clock;

  /**
   * @param withoutTls whether passwords in headers are taken from callers who do not use TLS
   */
  SignInHeader(boolean withoutTls, Clock clock) {
    super(Phase.READ);
    this.withoutTls = withoutTls;
    this.clock = clock;
    addAfter(ReadHeadersInterceptor.class.getName());
    addBefore(StartBodyInterceptor.class.getName());
  }

  @Override
  public Set<QName> getUnderstoodHeaders() {
    return Set.of(UsernameToken.HEADER);
  }

  @Override
  public void handleMessage(SoapMessage message) {
    Visit visit = Visit.of(message);
    requireVersion(message, visit);
    Optional<Credentials> token = token(message);
    Caller caller = token.map(t -> signedIn(visit, t)).orElseGet(() -> admitted(visit.admission()));
    if (!caller.may(Permission.SOAP_PROVISION)) {
      throw new RefusedException(GatedServlet.lacking(visit.request(), Permission.SOAP_PROVISION));
    }
    message.getExchange().put(Caller.class, caller);
  }

  private static void requireVersion(SoapMessage message, Visit visit) {
    String namespace = message.getVersion().getNamespace();
    boolean told =
        SoapVersions.of(visit.request().getContentType())
            .filter(v -> v.namespace().equals(namespace))
            .isPresent();
    if (!told) {
      throw new EnvelopeException(
          "",
          "Content-Type and envelope are of different versions of SOAP: text/xml goes with SOAP"
              + " 1.1, application/soap+xml with SOAP 1.2.");
    }
  }

  private Optional<Credentials> token(SoapMessage message) {
    List<Element> headers =
        message.getHeaders().stream()
            .filter(h -> h.getName().equals(UsernameToken.HEADER))
            .map(Header::getObject)
            .map(Element.class::cast)
            .toList();
    if (headers.size() > 1) {
      throw new EnvelopeException("", "There is more than one security header.");
    }
    return headers.isEmpty() ? Optional.empty() : UsernameToken.read(headers.get(0), clock);
  }

  private Caller signedIn(Visit visit, Credentials token) {
    if (!visit.request().isSecure() && !withoutTls) {
      throw new RefusedException(
          new Admission.Refused(
              UNAUTHORIZED, "A UsernameToken is taken over TLS (https) only.", Map.of()));
    }
    if (visit.admission() instanceof Admission.Granted) {
      throw new EnvelopeException(
          "", "Sign in by the Authorization header or by a UsernameToken, not by both.");
    }
    return admitted(visit.signIn().apply(token));
  }

  private static Caller admitted(Admission admission) {
    if (admission instanceof Admission.Granted granted) {
      return granted.caller();
    }
    throw new RefusedException(
        admission instanceof Admission.Anonymous anonymous
            ? anonymous.otherwise()
            : (Admission.Refused) admission);
  }
}
