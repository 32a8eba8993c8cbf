package io.tessera.federation.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.ExcC14NParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Signs elements of a document, well or badly.
 *
 * @param method of the signature
 * @param digest of the reference
 * @param canonical form of what is signed about the signature
 * @param transforms of the reference, by name; {@link #EXCLUSIVE_XS} has a list of prefixes
 * @param references what is signed; {@code ""} for the whole document; empty for the element itself
 * @param named in KeyInfo; null for none
 */
public record XmlSigner(
    SigningKey key,
    String method,
    String digest,
    String canonical,
    List<Supplier<Transform>> transforms,
    List<String> references,
    SigningKey named,
    String prefix) {
  public static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  public static final String EC_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
  public static final String SHA256 = DigestMethod.SHA256;
  public static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

  /** As most identity providers do. */
  public static XmlSigner of(SigningKey key) {
    boolean rsa = key.pair().getPublic().getAlgorithm().equals("RSA");
    return new XmlSigner(
        key,
        rsa ? RSA_SHA256 : EC_SHA256,
        SHA256,
        CanonicalizationMethod.EXCLUSIVE,
        List.of(transform(Transform.ENVELOPED), transform(CanonicalizationMethod.EXCLUSIVE)),
        List.of(),
        key,
        "ds");
  }

  public static Supplier<Transform> transform(String algorithm) {
    return transform(algorithm, null);
  }

  /** Made anew for each signature, as they keep something of the last one. */
  public static Supplier<Transform> transform(String algorithm, TransformParameterSpec parameters) {
    return () -> {
      try {
        return FACTORY.newTransform(algorithm, parameters);
      } catch (Exception wrongTest) {
        throw new IllegalStateException(wrongTest);
      }
    };
  }

  /** Exclusive, with namespaces that are in use by a value only. */
  public static Supplier<Transform> exclusiveWith(String... prefixes) {
    return transform(CanonicalizationMethod.EXCLUSIVE, new ExcC14NParameterSpec(List.of(prefixes)));
  }

  public XmlSigner method(String other) {
    return new XmlSigner(key, other, digest, canonical, transforms, references, named, prefix);
  }

  public XmlSigner digest(String other) {
    return new XmlSigner(key, method, other, canonical, transforms, references, named, prefix);
  }

  public XmlSigner canonical(String other) {
    return new XmlSigner(key, method, digest, other, transforms, references, named, prefix);
  }

  @SafeVarargs
  public final XmlSigner transforms(Supplier<Transform>... others) {
    return new XmlSigner(
        key, method, digest, canonical, List.of(others), references, named, prefix);
  }

  public XmlSigner references(String... others) {
    return new XmlSigner(
        key, method, digest, canonical, transforms, List.of(others), named, prefix);
  }

  public XmlSigner named(SigningKey other) {
    return new XmlSigner(key, method, digest, canonical, transforms, references, other, prefix);
  }

  public XmlSigner prefix(String other) {
    return new XmlSigner(key, method, digest, canonical, transforms, references, named, other);
  }

  /** Signs an element of the document; the signature comes after its issuer. */
  public void sign(Document document, Element signed) {
    String id = signed.getAttribute("ID");
    List<String> uris = references.isEmpty() ? List.of("#" + id) : references;
    Node issuer = signed.getFirstChild();
    while (issuer != null && !"Issuer".equals(issuer.getLocalName())) {
      issuer = issuer.getNextSibling();
    }
    Node next = issuer == null ? signed.getFirstChild() : issuer.getNextSibling();
    DOMSignContext context = new DOMSignContext(key.pair().getPrivate(), signed, next);
    if (!prefix.isEmpty()) {
      context.setDefaultNamespacePrefix(prefix);
    }
    context.setProperty("org.jcp.xml.dsig.secureValidation", false);
    var elements = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < elements.getLength(); i++) {
      if (((Element) elements.item(i)).hasAttribute("ID")) {
        context.setIdAttributeNS((Element) elements.item(i), null, "ID");
      }
    }
    try {
      List<Reference> refs = new ArrayList<>();
      for (String uri : uris) {
        refs.add(
            FACTORY.newReference(
                uri,
                FACTORY.newDigestMethod(digest, null),
                transforms.stream().map(Supplier::get).toList(),
                null,
                null));
      }
      var info =
          FACTORY.newSignedInfo(
              FACTORY.newCanonicalizationMethod(canonical, (C14NMethodParameterSpec) null),
              FACTORY.newSignatureMethod(method, null),
              refs);
      FACTORY.newXMLSignature(info, keyInfo()).sign(context);
    } catch (Exception wrongTest) {
      throw new IllegalStateException(wrongTest);
    }
  }

  private KeyInfo keyInfo() {
    if (named == null) {
      return null;
    }
    var keys = FACTORY.getKeyInfoFactory();
    return keys.newKeyInfo(List.of(keys.newX509Data(List.of(named.certificate()))));
  }
}
