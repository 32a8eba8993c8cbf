package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Verifies the signature of an element that is in the element itself (SAML Core section 5.4): one
 * reference, to that very element, by two transforms that only leave out and write down. The key is
 * one of those configured; what the message says of keys is thrown away before it is looked at.
 */
final class EnvelopedSignature {
  private static final String SHA_2_RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha";
  private static final String SHA_2_ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha";
  private static final String MGF1 = "-rsa-MGF1";
  private static final String SHA_2_PSS = "http://www.w3.org/2007/05/xmldsig-more#sha";

  /** RFC 6931, RFC 4051. */
  private static final Set<String> SIGNATURE_METHODS =
      Set.of(
          SHA_2_RSA + "256",
          SHA_2_RSA + "384",
          SHA_2_RSA + "512",
          SHA_2_ECDSA + "256",
          SHA_2_ECDSA + "384",
          SHA_2_ECDSA + "512",
          SHA_2_PSS + "256" + MGF1,
          SHA_2_PSS + "384" + MGF1,
          SHA_2_PSS + "512" + MGF1);

  private static final Map<String, String> DIGESTS =
      Map.of(
          "http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256",
          "http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384",
          "http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512");

  /** There are no comments, so both write the same. */
  private static final Set<String> CANONICAL =
      Set.of(CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS);

  /** An NCName, so that nothing in a reference has a meaning of its own. */
  private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,255}");

  /** All a signature may be made of. */
  private static final Set<String> PARTS =
      Set.of(
          "SignedInfo",
          "CanonicalizationMethod",
          "SignatureMethod",
          "Reference",
          "Transforms",
          "Transform",
          "DigestMethod",
          "DigestValue",
          "SignatureValue");

  private static final int TRANSFORMS = 2;

  private final XMLSignatureFactory factory;
  private final List<PublicKey> keys;

  /**
   * @param keys any of which may have signed
   */
  EnvelopedSignature(List<PublicKey> keys) {
    this.keys = List.copyOf(keys);
    try {
      // The runtime's own, whatever other bundles have registered.
      this.factory = XMLSignatureFactory.getInstance("DOM", "XMLDSig");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The signature of an element, if it has any. */
  static Optional<Element> in(Element signed) {
    return children(signed).stream().filter(EnvelopedSignature::isSignature).findFirst();
  }

  /**
   * Verifies an element that is signed. Nothing of the element itself may be believed afterwards,
   * only what is in the bytes.
   *
   * @return what was signed: the element without its signature, in canonical form
   * @throws RefusedSignInException it is not signed, not in the one way that is taken, or by nobody
   *     who is configured
   */
  byte[] verified(Element signed) throws RefusedSignInException {
    String name = signed.getLocalName();
    Element signature = placed(signed);
    // Not signed, and not asked: who could be believed about the key is known.
    children(signature).stream()
        .filter(child -> child.getLocalName().equals("KeyInfo"))
        .forEach(signature::removeChild);
    requirePlain(signature);
    String id = signed.getAttributeNS(null, "ID");
    require(ID.matcher(id).matches(), "its " + name + " has no usable ID");
    for (PublicKey key : keys) {
      Optional<byte[]> bytes = verified(signed, signature, id, key);
      if (bytes.isPresent()) {
        return bytes.orElseThrow();
      }
    }
    throw Refusal.invalid(
        "the signature of its "
            + name
            + " fits none of the configured certificates, or not what"
            + " it signs");
  }

  /** As the schema has it: one, after the issuer. */
  private static Element placed(Element signed) throws RefusedSignInException {
    String name = signed.getLocalName();
    List<Element> children = children(signed);
    List<Element> signatures = children.stream().filter(EnvelopedSignature::isSignature).toList();
    require(!signatures.isEmpty(), "its " + name + " is not signed");
    require(signatures.size() == 1, "its " + name + " has more than one signature");
    Element signature = signatures.get(0);
    int place = children.indexOf(signature);
    boolean afterIssuer = place == 1 && children.get(0).getLocalName().equals("Issuer");
    require(place == 0 || afterIssuer, "the signature of its " + name + " is not where it belongs");
    return signature;
  }

  /** The library sees nothing that is not needed. */
  private static void requirePlain(Element signature) throws RefusedSignInException {
    NodeList elements = signature.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      boolean known =
          Names.SIGNATURE.equals(element.getNamespaceURI())
              ? PARTS.contains(element.getLocalName())
              : CanonicalizationMethod.EXCLUSIVE.equals(element.getNamespaceURI())
                  && element.getLocalName().equals("InclusiveNamespaces");
      require(known, "its signature has more in it than a signature");
      // The library refuses some as well, but does not say so in a way that helps.
      if (element.getLocalName().equals("SignatureMethod")) {
        requireMethod(element.getAttributeNS(null, "Algorithm"));
      } else if (element.getLocalName().equals("DigestMethod")) {
        requireDigest(element.getAttributeNS(null, "Algorithm"));
      }
    }
  }

  private static void requireMethod(String algorithm) throws RefusedSignInException {
    require(
        SIGNATURE_METHODS.contains(algorithm),
        "it is signed by an algorithm that is not taken; RSA, RSA-PSS or ECDSA with SHA-256 or"
            + " more are");
  }

  private static void requireDigest(String algorithm) throws RefusedSignInException {
    require(
        DIGESTS.containsKey(algorithm),
        "its digest is by an algorithm that is not taken; SHA-256 or more are");
  }

  private static boolean isSignature(Element element) {
    return Names.SIGNATURE.equals(element.getNamespaceURI())
        && element.getLocalName().equals("Signature");
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  /** Empty when it is another key's. */
  private Optional<byte[]> verified(Element signed, Element signature, String id, PublicKey key)
      throws RefusedSignInException {
    DOMValidateContext context = new DOMValidateContext(key, signature);
    context.setProperty("org.jcp.xml.dsig.secureValidation", true);
    context.setProperty("javax.xml.crypto.dsig.cacheReference", true);
    context.setIdAttributeNS(signed, null, "ID");
    try {
      XMLSignature unmarshalled = factory.unmarshalXMLSignature(context);
      Reference reference = onlyReference(unmarshalled, id);
      if (!unmarshalled.getSignatureValue().validate(context)) {
        return Optional.empty();
      }
      require(
          reference.validate(context) && unmarshalled.validate(context),
          "its " + signed.getLocalName() + " is not as it was signed");
      return Optional.of(digested(reference));
    } catch (MarshalException | ClassCastException malformed) {
      throw Refusal.invalid("its signature is malformed", malformed);
    } catch (XMLSignatureException otherKind) {
      if (keys.size() == 1) {
        throw Refusal.invalid("its signature cannot be verified", otherKind);
      }
      return Optional.empty();
    }
  }

  /** What the library has understood, not what the document looks like. */
  private static Reference onlyReference(XMLSignature signature, String id)
      throws RefusedSignInException {
    var info = signature.getSignedInfo();
    requireMethod(info.getSignatureMethod().getAlgorithm());
    require(
        CANONICAL.contains(info.getCanonicalizationMethod().getAlgorithm()),
        "its signature is not in exclusive canonical form");
    require(info.getReferences().size() == 1, "its signature has not one reference");
    Reference reference = info.getReferences().get(0);
    require(("#" + id).equals(reference.getURI()), "its signature is that of something else");
    requireDigest(reference.getDigestMethod().getAlgorithm());
    List<Transform> transforms = reference.getTransforms();
    require(
        transforms.size() == TRANSFORMS
            && Transform.ENVELOPED.equals(transforms.get(0).getAlgorithm())
            && CANONICAL.contains(transforms.get(1).getAlgorithm()),
        "its signature transforms it otherwise than enveloped, exclusive canonical");
    return reference;
  }

  /** Digested again: what is read from here on is what was signed, by our own arithmetic too. */
  private static byte[] digested(Reference reference) throws RefusedSignInException {
    try (InputStream in = reference.getDigestInputStream()) {
      byte[] bytes = in.readAllBytes();
      String digest = DIGESTS.getOrDefault(reference.getDigestMethod().getAlgorithm(), "");
      require(
          MessageDigest.isEqual(
              MessageDigest.getInstance(digest).digest(bytes), reference.getDigestValue()),
          "its digest is another");
      return bytes;
    } catch (IOException | GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
