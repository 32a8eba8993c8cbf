package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Credentials;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The header of WS-Security (OASIS UsernameToken Profile 1.1) as far as it is offered: a name, a
 * password in clear text, and perhaps a time until which the message is meant.
 */
final class UsernameToken {
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String WSU =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final String PROFILE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
  private static final int MAX_LENGTH = 1_024;

  static final QName HEADER = new QName(WSSE, "Security");

  private UsernameToken() {}

  /**
   * Reads the header.
   *
   * @return empty when there is no token in it
   * @throws EnvelopeException it holds what is not offered, or is not well-formed
   */
  static Optional<Credentials> read(Element header, Clock clock) {
    @Nullable Element token = null;
    for (Element child : children(header)) {
      if (is(child, WSSE, "UsernameToken") && token == null) {
        token = child;
      } else if (is(child, WSU, "Timestamp")) {
        requireInTime(child, clock);
      } else {
        throw new EnvelopeException(
            "",
            "The security header may hold one UsernameToken and a Timestamp; '"
                + child.getLocalName()
                + "' is not offered.");
      }
    }
    return token == null ? Optional.empty() : Optional.of(credentials(token));
  }

  private static Credentials credentials(Element token) {
    @Nullable String name = null;
    @Nullable String password = null;
    for (Element child : children(token)) {
      if (is(child, WSSE, "Username")) {
        name = once(name, child);
      } else if (is(child, WSSE, "Password")) {
        requireClearText(child.getAttribute("Type"));
        password = once(password, child);
      }
    }
    if (name == null || name.isBlank() || password == null) {
      throw new EnvelopeException("", "The UsernameToken needs a Username and a Password.");
    }
    return new Credentials(name.strip(), password);
  }

  private static String once(@Nullable String before, Element element) {
    String text = element.getTextContent();
    if (before != null || text.length() > MAX_LENGTH) {
      throw new EnvelopeException(
          "", "The UsernameToken holds '" + element.getLocalName() + "' twice, or too long.");
    }
    return text;
  }

  private static void requireClearText(String type) {
    if (!type.isEmpty() && !type.equals(PROFILE + "PasswordText")) {
      throw new EnvelopeException(
          "",
          "The password of the UsernameToken must be sent as PasswordText: of a digest the server"
              + " would have to know the password itself.");
    }
  }

  private static void requireInTime(Element timestamp, Clock clock) {
    for (Element child : children(timestamp)) {
      if (is(child, WSU, "Expires") && !instant(child).isAfter(clock.instant())) {
        throw new EnvelopeException("", "The time of the message is over (wsu:Expires).");
      }
    }
  }

  private static Instant instant(Element element) {
    try {
      return OffsetDateTime.parse(element.getTextContent().strip()).toInstant();
    } catch (DateTimeException unreadable) {
      throw new EnvelopeException("", "The Timestamp holds no date and time.");
    }
  }

  private static boolean is(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
