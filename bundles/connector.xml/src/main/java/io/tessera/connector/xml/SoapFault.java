package io.tessera.connector.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/**
 * What a service says in place of an answer (SOAP 1.1 section 4.4, SOAP 1.2 section 5.4).
 *
 * @param codes local names of the code and its subcodes, the most general first; the parts of a
 *     dotted code of SOAP 1.1 count as such
 * @param reason for people; may hold personal values
 * @param detail what is in the detail
 */
public record SoapFault(List<String> codes, String reason, List<XmlElement> detail) {
  private static final Set<String> SENDER = Set.of("Client", "Sender");
  private static final Set<String> SETTINGS =
      Set.of("VersionMismatch", "MustUnderstand", "DataEncodingUnknown");

  /** OASIS WS-Security 1.1 section 12. */
  private static final Set<String> SIGN_IN =
      Set.of(
          "FailedAuthentication",
          "InvalidSecurity",
          "InvalidSecurityToken",
          "SecurityTokenUnavailable",
          "UnsupportedSecurityToken");

  public SoapFault {
    codes = List.copyOf(codes);
    detail = List.copyOf(detail);
  }

  /** What it blames. */
  public enum Blame {
    /** Our message, by its content. */
    SENDER,
    /** Who we are, or how we say it. */
    CREDENTIALS,
    /** The form of our message. */
    SETTINGS,
    /** Itself, or somebody behind it. */
    RECEIVER
  }

  public Blame blame() {
    if (codes.stream().anyMatch(SIGN_IN::contains)) {
      return Blame.CREDENTIALS;
    }
    if (codes.stream().anyMatch(SETTINGS::contains)) {
      return Blame.SETTINGS;
    }
    return codes.stream().anyMatch(SENDER::contains) ? Blame.SENDER : Blame.RECEIVER;
  }

  /** Whether any of its codes, the names and texts of its detail, or its reason is such. */
  public boolean says(Predicate<String> such) {
    return codes.stream().anyMatch(such)
        || such.test(reason)
        || detail.stream().flatMap(SoapFault::words).anyMatch(such);
  }

  private static Stream<String> words(XmlElement element) {
    return Stream.concat(
        Stream.of(element.name(), element.text().strip()).filter(word -> !word.isEmpty()),
        element.children().stream().flatMap(SoapFault::words));
  }

  static SoapFault read(SoapVersion version, XmlElement fault) {
    return version == SoapVersion.SOAP_1_1 ? first(fault) : second(fault);
  }

  private static SoapFault first(XmlElement fault) {
    Optional<XmlElement> code = fault.child("", "faultcode");
    return new SoapFault(
        code.map(c -> List.of(local(c).split("\\.", -1))).orElse(List.of()),
        fault.child("", "faultstring").map(XmlElement::text).orElse("").strip(),
        fault.child("", "detail").map(XmlElement::children).orElse(List.of()));
  }

  private static SoapFault second(XmlElement fault) {
    String soap = fault.namespace();
    List<String> codes = new ArrayList<>();
    Optional<XmlElement> code = fault.child(soap, "Code");
    while (code.isPresent()) {
      code.get().child(soap, "Value").map(SoapFault::local).ifPresent(codes::add);
      code = code.get().child(soap, "Subcode");
    }
    return new SoapFault(
        codes,
        fault
            .child(soap, "Reason")
            .flatMap(r -> r.child(soap, "Text"))
            .map(XmlElement::text)
            .orElse("")
            .strip(),
        fault.child(soap, "Detail").map(XmlElement::children).orElse(List.of()));
  }

  /** Some services forget to declare the prefix. */
  private static String local(XmlElement code) {
    try {
      QName name = code.qualified(code.text());
      return name.getLocalPart();
    } catch (XmlFormatException undeclared) {
      String text = code.text().strip();
      return text.substring(text.indexOf(':') + 1);
    }
  }

  /** The codes only. */
  @Override
  public String toString() {
    return "SoapFault" + codes;
  }
}
