package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.xml.SoapVersion;
import io.tessera.connector.xml.XmlElement;
import io.tessera.connector.xml.XmlFormatException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/**
 * Reads WSDL 1.1 (W3C Note of 15 March 2001): document/literal and RPC/literal over HTTP, with SOAP
 * 1.1 or 1.2. For one use.
 */
final class WsdlReader {
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String SOAP_1_1 = "http://schemas.xmlsoap.org/wsdl/soap/";
  private static final String SOAP_1_2 = "http://schemas.xmlsoap.org/wsdl/soap12/";
  private static final int MAX_DOCUMENTS = 100;

  private final Documents documents;
  private final Schemas schemas = new Schemas();
  private final Set<String> seen = new HashSet<>();
  private final Set<Definitions> definitions = new LinkedHashSet<>();

  /** Where the documents come from that others refer to. */
  interface Documents {
    /**
     * Another document.
     *
     * @param location relative to {@code base}
     */
    Document get(String base, String location)
        throws HttpFailure, XmlFormatException, InterruptedException;
  }

  /** A document, and what its references are relative to. */
  record Document(String base, XmlElement root) {}

  private record Definitions(XmlElement xml, String namespace) {}

  private record Port(String name, String address, SoapVersion version, QName binding) {}

  WsdlReader(Documents documents) {
    this.documents = documents;
  }

  /**
   * Reads the first port that is wanted.
   *
   * @param wantedPort by its name
   * @param wantedVersion of SOAP that it speaks
   */
  Wsdl read(Document wsdl, Predicate<String> wantedPort, Predicate<SoapVersion> wantedVersion)
      throws HttpFailure, XmlFormatException, InterruptedException {
    add(wsdl);
    Port port =
        ports()
            .filter(p -> wantedPort.test(p.name()) && wantedVersion.test(p.version()))
            .findFirst()
            .orElseThrow(
                () ->
                    new XmlFormatException(
                        "The WSDL has no such SOAP port; check port and soapVersion."));
    return new Wsdl(port.name(), port.address(), port.version(), operations(port), schemas);
  }

  private void add(Document document) throws HttpFailure, XmlFormatException, InterruptedException {
    XmlElement root = document.root();
    if (!root.is(WSDL, "definitions")) {
      throw new XmlFormatException(
          "It is no WSDL 1.1 but begins with <" + root.name() + ">; check wsdl.");
    }
    definitions.add(new Definitions(root, root.attribute("targetNamespace").orElse("")));
    for (XmlElement types : root.all(WSDL, "types").toList()) {
      for (XmlElement schema : types.all(Schemas.XSD, "schema").toList()) {
        addSchema(document.base(), schema, schema.attribute("targetNamespace").orElse(""));
      }
    }
    for (XmlElement imported : root.all(WSDL, "import").toList()) {
      Optional<String> location = imported.attribute("location");
      if (location.isPresent()) {
        Document other = documents.get(document.base(), location.get());
        if (isNew(other)) {
          add(other);
        }
      }
    }
  }

  private boolean isNew(Document document) throws XmlFormatException {
    if (document.equals(WsdlSource.NOTHING)) {
      return false;
    }
    if (seen.size() >= MAX_DOCUMENTS) {
      throw new XmlFormatException("The WSDL is made of more than " + MAX_DOCUMENTS + " files.");
    }
    return seen.add(document.base());
  }

  private void addSchema(String base, XmlElement schema, String namespace)
      throws HttpFailure, XmlFormatException, InterruptedException {
    schemas.add(schema, namespace);
    for (XmlElement each : schema.children()) {
      boolean refers =
          Set.of("import", "include", "redefine").contains(each.name())
              && each.namespace().equals(Schemas.XSD);
      Optional<String> location = each.attribute("schemaLocation").filter(l -> refers);
      if (location.isPresent()) {
        Document other = documents.get(base, location.get());
        if (isNew(other)) {
          String own = other.root().attribute("targetNamespace").orElse(namespace);
          addSchema(other.base(), other.root(), own);
        }
      }
    }
  }

  private Stream<XmlElement> all(String name) {
    return definitions.stream().flatMap(d -> d.xml().all(WSDL, name));
  }

  private XmlElement named(String kind, QName name) throws XmlFormatException {
    return definitions.stream()
        .filter(d -> d.namespace().equals(name.getNamespaceURI()))
        .flatMap(d -> d.xml().all(WSDL, kind))
        .filter(x -> x.attribute("name").filter(name.getLocalPart()::equals).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new XmlFormatException(
                    "The WSDL has no " + kind + " " + name.getLocalPart() + "."));
  }

  private Stream<Port> ports() throws XmlFormatException {
    Stream.Builder<Port> ports = Stream.builder();
    for (XmlElement port : all("service").flatMap(s -> s.all(WSDL, "port")).toList()) {
      for (XmlElement address : port.children()) {
        Optional<SoapVersion> version = version(address.namespace());
        if (address.name().equals("address") && version.isPresent()) {
          ports.add(
              new Port(
                  port.attribute("name").orElse(""),
                  address.attribute("location").orElse("").strip(),
                  version.get(),
                  port.qualified(required(port, "binding"))));
        }
      }
    }
    return ports.build();
  }

  private static Optional<SoapVersion> version(String namespace) {
    return switch (namespace) {
      case SOAP_1_1 -> Optional.of(SoapVersion.SOAP_1_1);
      case SOAP_1_2 -> Optional.of(SoapVersion.SOAP_1_2);
      default -> Optional.empty();
    };
  }

  private static String required(XmlElement element, String attribute) throws XmlFormatException {
    return element
        .attribute(attribute)
        .orElseThrow(
            () ->
                new XmlFormatException(
                    "The WSDL has a " + element.name() + " without " + attribute + "."));
  }

  private Map<String, WsdlOperation> operations(Port port) throws XmlFormatException {
    XmlElement binding = named("binding", port.binding());
    XmlElement portType = named("portType", binding.qualified(required(binding, "type")));
    String soap = port.version() == SoapVersion.SOAP_1_1 ? SOAP_1_1 : SOAP_1_2;
    Optional<XmlElement> style = binding.child(soap, "binding");
    boolean rpc = style.flatMap(s -> s.attribute("style")).filter("rpc"::equals).isPresent();
    Map<String, WsdlOperation> operations = new LinkedHashMap<>();
    for (XmlElement bound : binding.all(WSDL, "operation").toList()) {
      String name = required(bound, "name");
      Optional<XmlElement> said = bound.child(soap, "operation");
      boolean thisRpc = said.flatMap(s -> s.attribute("style")).map("rpc"::equals).orElse(rpc);
      XmlElement abstractly =
          portType
              .all(WSDL, "operation")
              .filter(o -> o.attribute("name").filter(name::equals).isPresent())
              .findFirst()
              .orElseThrow(() -> new XmlFormatException("The WSDL binds no operation " + name));
      String action = said.flatMap(s -> s.attribute("soapAction")).orElse("");
      Optional<Slot> request = message(abstractly, bound, "input", soap, thisRpc);
      if (request.isPresent()) {
        Optional<Slot> response = message(abstractly, bound, "output", soap, thisRpc);
        operations.put(name, new WsdlOperation(name, action, request.get(), response));
      }
    }
    return operations;
  }

  private Optional<Slot> message(
      XmlElement operation, XmlElement bound, String direction, String soap, boolean rpc)
      throws XmlFormatException {
    Optional<XmlElement> told = operation.child(WSDL, direction);
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Optional<XmlElement> body = bound.child(WSDL, direction).flatMap(b -> b.child(soap, "body"));
    if (body.flatMap(b -> b.attribute("use")).filter("encoded"::equals).isPresent()) {
      throw new XmlFormatException(
          "The WSDL uses SOAP encoding (use=\"encoded\"), which is not offered here.");
    }
    XmlElement message = named("message", told.get().qualified(required(told.get(), "message")));
    List<XmlElement> parts = parts(message, body);
    if (rpc) {
      String suffix = direction.equals("input") ? "" : "Response";
      String namespace = body.flatMap(b -> b.attribute("namespace")).orElse("");
      return Optional.of(wrapper(required(operation, "name") + suffix, namespace, parts));
    }
    Optional<XmlElement> part = parts.stream().findFirst();
    return part.isEmpty()
        ? Optional.empty()
        : Optional.of(schemas.element(part.get().qualified(required(part.get(), "element"))));
  }

  private static List<XmlElement> parts(XmlElement message, Optional<XmlElement> body) {
    Set<String> chosen =
        body.flatMap(b -> b.attribute("parts"))
            .map(p -> Set.of(p.strip().split("\\s+")))
            .orElse(Set.of());
    return message
        .all(WSDL, "part")
        .filter(p -> chosen.isEmpty() || chosen.contains(p.attribute("name").orElse("")))
        .toList();
  }

  /** What RPC style puts around its parts (WSDL 1.1 section 3.5), as if a schema declared it. */
  private static Slot wrapper(String name, String namespace, List<XmlElement> parts)
      throws XmlFormatException {
    XmlElement.Builder sequence = XmlElement.of(Schemas.XSD, "sequence");
    for (XmlElement part : parts) {
      Map<String, String> declared =
          Map.of("name", required(part, "name"), "type", required(part, "type"));
      sequence.child(
          new XmlElement(Schemas.XSD, "element", declared, "", List.of(), part.prefixes()));
    }
    XmlElement type = XmlElement.of(Schemas.XSD, "complexType").child(sequence.build()).build();
    XmlElement element = XmlElement.of(Schemas.XSD, "element").child(type).build();
    return new Slot(
        namespace, name, true, false, false, element, new SchemaDefaults(namespace, false));
  }
}
