package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Gets to the assertion in a message. The message is read, its one assertion is verified, and what
 * is handed on is read from the bytes that were signed and from nothing else; so it is with the
 * response around it, when that is signed as well.
 */
final class Message {
  private static final Set<String> RESPONSE_PARTS =
      Set.of("Issuer", "Signature", "Status", "Assertion");
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,40}");

  private final EnvelopedSignature signatures;
  private final String issuer;
  private final Moments moments;

  /**
   * @param issuer whose message it has to be
   */
  Message(EnvelopedSignature signatures, String issuer, Moments moments) {
    this.signatures = signatures;
    this.issuer = issuer;
    this.moments = moments;
  }

  /**
   * The answer to a question of ours: a response.
   *
   * @return the assertion in it, as it was signed
   */
  Part answer(byte[] xml, Door.Asked asked) throws RefusedSignInException, MalformedXmlException {
    Document document = XmlIntake.MESSAGES.read(xml);
    requireSuccess(document.getDocumentElement());
    return assertion(document, Optional.of(asked));
  }

  /**
   * What others bring: a response as it came to them, or the assertion alone (RFC 7522).
   *
   * @return the assertion, as it was signed
   */
  Part brought(byte[] xml) throws RefusedSignInException, MalformedXmlException {
    Document document = XmlIntake.MESSAGES.read(xml);
    Element root = document.getDocumentElement();
    if (isNamed(root, Names.ASSERTION, "Assertion")) {
      return signed(Census.of(document).assertion());
    }
    requireSuccess(root);
    return assertion(document, Optional.empty());
  }

  private Part assertion(Document document, Optional<Door.Asked> asked)
      throws RefusedSignInException, MalformedXmlException {
    Element assertion = Census.of(document).assertion();
    Element response = document.getDocumentElement();
    require(assertion != response, "it is no response");
    boolean signed = EnvelopedSignature.in(response).isPresent();
    if (signed) {
      Document verified = read(response);
      response = verified.getDocumentElement();
      assertion = Census.of(verified).assertion();
    }
    requireMeant(Part.of(response), signed, asked);
    return signed(assertion);
  }

  /** What was signed, read again. */
  private Document read(Element signed) throws RefusedSignInException, MalformedXmlException {
    Document verified = XmlIntake.MESSAGES.read(signatures.verified(signed));
    Element root = verified.getDocumentElement();
    require(
        isNamed(root, String.valueOf(signed.getNamespaceURI()), signed.getLocalName())
            && root.getAttributeNS(null, "ID").equals(signed.getAttributeNS(null, "ID")),
        "what is signed is something else");
    return verified;
  }

  private Part signed(Element assertion) throws RefusedSignInException, MalformedXmlException {
    Document verified = read(assertion);
    // The one signature it had is what was verified, and is left out in what was signed.
    require(
        verified.getElementsByTagNameNS("*", "Signature").getLength() == 0,
        "it has a signature where none belongs");
    return Part.of(verified);
  }

  private static boolean isNamed(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  /** SAML Core section 3.2.2.2; nothing is signed yet, so the code is a hint and no more. */
  private static void requireSuccess(Element root)
      throws RefusedSignInException, MalformedXmlException {
    require(isNamed(root, Names.PROTOCOL, "Response"), "it is no response of SAML 2.0");
    Part response = Part.of(root);
    require(response.attribute("Version").equals(Optional.of("2.0")), "it is not SAML 2.0");
    Part code =
        response
            .only(Names.PROTOCOL, "Status")
            .flatMap(status -> status.all(Names.PROTOCOL, "StatusCode").stream().findFirst())
            .orElseThrow(() -> Refusal.invalid("it has no status"));
    if (!code.attribute("Value").equals(Optional.of(Names.STATUS + "Success"))) {
      Optional<Part> detail = code.all(Names.PROTOCOL, "StatusCode").stream().findFirst();
      throw new RefusedSignInException(
          Fault.DENIED,
          "The identity provider says "
              + said(code)
              + detail.map(d -> ", " + said(d)).orElse("")
              + ".");
    }
  }

  private static String said(Part code) {
    return code.attribute("Value")
        .filter(value -> value.startsWith(Names.STATUS))
        .map(value -> value.substring(Names.STATUS.length()))
        .filter(value -> CODE.matcher(value).matches())
        .orElse("a status that is not known here");
  }

  /** SAML Core section 3.2.2, SAML Bindings section 3.5.5.2. */
  private void requireMeant(Part response, boolean signed, Optional<Door.Asked> asked)
      throws RefusedSignInException, MalformedXmlException {
    for (Part part : response.children()) {
      require(RESPONSE_PARTS.contains(part.name()), "its response has a " + named(part) + " in it");
    }
    if (!response.all(Names.ASSERTION, "Issuer").isEmpty()) {
      AssertionCheck.requireIssuer(response, issuer);
    }
    require(
        moments.hasCome(Moments.needed(response, "IssueInstant")), "it was issued in the future");
    if (asked.isPresent()) {
      Door.Asked ours = asked.orElseThrow();
      Optional<String> destination = response.attribute("Destination");
      require(!signed || destination.isPresent(), "its response does not say where it goes");
      require(
          destination.isEmpty() || destination.equals(Optional.of(ours.callback())),
          "its response goes to another destination");
      require(
          response.attribute("InResponseTo").equals(Optional.of(ours.request())),
          "its response is not the answer to this sign-in");
    }
  }

  private static String named(Part part) {
    return CODE.matcher(part.name()).matches() ? part.name() : "part";
  }
}
