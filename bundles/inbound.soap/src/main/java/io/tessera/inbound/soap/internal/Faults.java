package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.Failure;
import io.tessera.model.UnavailableException;
import jakarta.xml.bind.JAXBException;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.MessageObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers everything that goes wrong in a service, in place of the framework's own faults. */
final class Faults implements MessageObserver {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int MAX_CAUSES = 12;
  private static final int MAX_WORDS = 400;
  private static final int BAD_REQUEST = 400;

  private final Function<Visit, SoapErrors> errors;

  Faults(Function<Visit, SoapErrors> errors) {
    this.errors = errors;
  }

  @Override
  public void onMessage(Message message) {
    Visit visit = Visit.of(message);
    Exception thrown = message.getContent(Exception.class);
    try {
      visit.send(failure(thrown, errors.apply(visit), visit.causality()));
    } catch (IOException gone) {
      LOG.debug("{}: the caller does not wait for the answer", visit.causality(), gone);
    }
  }

  static Failure failure(Throwable thrown, SoapErrors errors, String causality) {
    List<Throwable> causes = causes(thrown);
    Optional<RefusedException> refused = first(causes, RefusedException.class);
    if (refused.isPresent()) {
      return new Failure(
          errors.failed(refused.get().refused().status(), refused.get().refused().detail()),
          refused.get().refused().headers());
    }
    return envelope(causes, errors)
        .map(answer -> new Failure(answer, Map.of()))
        .orElseGet(() -> Failure.of(root(causes), errors, causality));
  }

  /** What is wrong with the XML or with the envelope; empty for anything else. */
  private static Optional<Answer> envelope(List<Throwable> causes, SoapErrors errors) {
    Optional<EnvelopeException> ours = first(causes, EnvelopeException.class);
    if (ours.isPresent()) {
      return ours.map(e -> e.answer(errors));
    }
    boolean unread =
        first(causes, IOException.class)
            .filter(e -> !(e instanceof CharConversionException))
            .isPresent();
    if (unread || first(causes, UnavailableException.class).isPresent()) {
      return Optional.empty();
    }
    Optional<String> xml =
        first(causes, XMLStreamException.class)
            .map(e -> "The XML cannot be read: " + words(e))
            .or(() -> first(causes, JAXBException.class).map(Faults::unbound));
    if (xml.isPresent()) {
      return xml.map(reason -> errors.failed(BAD_REQUEST, reason));
    }
    return causes.get(causes.size() - 1) instanceof Fault fault
        ? Optional.of(framework(fault, errors))
        : Optional.empty();
  }

  /** A fault of the framework itself: only what callers send makes it raise any. */
  private static Answer framework(Fault fault, SoapErrors errors) {
    String code = fault instanceof SoapFault soap ? soap.getFaultCode().getLocalPart() : "";
    return code.equals("VersionMismatch") || code.equals("MustUnderstand")
        ? errors.misunderstood(code, words(fault))
        : errors.failed(BAD_REQUEST, words(fault));
  }

  private static String unbound(JAXBException thrown) {
    Throwable linked = thrown.getLinkedException();
    return "The request does not fit the WSDL: " + words(linked == null ? thrown : linked);
  }

  /** The first line, without what the parser says of places that mean nothing to a caller. */
  private static String words(Throwable thrown) {
    String all = String.valueOf(thrown.getMessage());
    String first = all.lines().findFirst().orElse("").strip();
    return first.substring(0, Math.min(MAX_WORDS, first.length()));
  }

  private static Throwable root(List<Throwable> causes) {
    return causes.stream().filter(c -> !(c instanceof Fault)).findFirst().orElse(causes.get(0));
  }

  private static <T> Optional<T> first(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static List<Throwable> causes(Throwable thrown) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable at = thrown; at != null && causes.size() < MAX_CAUSES; at = at.getCause()) {
      causes.add(at);
    }
    return causes;
  }
}
