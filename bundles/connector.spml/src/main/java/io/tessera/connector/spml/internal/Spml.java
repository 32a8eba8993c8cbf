package io.tessera.connector.spml.internal;

import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/** The elements of SPML 2.0 and of DSML 2.0 that requests are made of (OASIS, April 2006). */
final class Spml {
  static final String CORE = "urn:oasis:names:tc:SPML:2:0";
  static final String SEARCH = "urn:oasis:names:tc:SPML:2:0:search";
  static final String SUSPEND = "urn:oasis:names:tc:SPML:2:0:suspend";
  static final String PASSWORD = "urn:oasis:names:tc:SPML:2:0:password";
  static final String DSML = "urn:oasis:names:tc:DSML:2:0:core";

  private final String targetId;

  /**
   * @param targetId of the provider's targets; empty: its default
   */
  Spml(String targetId) {
    this.targetId = targetId;
  }

  /** A request that is answered at once. */
  static XmlElement.Builder request(String namespace, String name, String requestId) {
    return XmlElement.of(namespace, name)
        .attribute("requestID", requestId)
        .attribute("executionMode", "synchronous");
  }

  /** With the target, for requests that name no object. */
  XmlElement.Builder targeted(XmlElement.Builder request) {
    return targetId.isEmpty() ? request : request.attribute("targetID", targetId);
  }

  /**
   * An identifier.
   *
   * @param namespace of the message it is in: capabilities have their own
   */
  XmlElement identifier(String namespace, String name, String id) {
    return targeted(XmlElement.of(namespace, name).attribute("ID", id)).build();
  }

  /** A request about one object that holds nothing else. */
  XmlElement.Builder about(String namespace, String name, RemoteId id, String requestId) {
    return request(namespace, name, requestId).child(identifier(namespace, "psoID", id.value()));
  }

  static XmlElement attribute(String name, List<String> values) {
    return XmlElement.of(DSML, "attr").attribute("name", name).children(values(values)).build();
  }

  /**
   * A change of an attribute.
   *
   * @param operation add, replace or delete (DSML 2.0 section 5.4)
   */
  static XmlElement modification(String name, String operation, List<String> values) {
    XmlElement change =
        XmlElement.of(DSML, "modification")
            .attribute("name", name)
            .attribute("operation", operation)
            .children(values(values))
            .build();
    return XmlElement.of(CORE, "modification")
        .attribute("modificationMode", operation)
        .child(change)
        .build();
  }

  private static List<XmlElement> values(List<String> values) {
    return values.stream().map(v -> XmlElement.text(DSML, "value", v)).toList();
  }

  static XmlElement equality(String name, String value) {
    return XmlElement.of(DSML, "equalityMatch")
        .attribute("name", name)
        .child(DSML, "value", value)
        .build();
  }

  /** All objects that match all of these, in whatever order. */
  XmlElement query(String container, List<XmlElement> matches) {
    XmlElement.Builder query = targeted(XmlElement.of(SEARCH, "query"));
    query.attribute("scope", "subTree");
    if (!container.isEmpty()) {
      query.child(identifier(SEARCH, "basePsoID", container));
    }
    XmlElement and = XmlElement.of(DSML, "and").children(matches).build();
    return query.child(XmlElement.of(DSML, "filter").child(and).build()).build();
  }

  /** A child by its name: providers do not agree on the namespaces of capabilities. */
  static Optional<XmlElement> child(XmlElement parent, String name) {
    return parent.children().stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
