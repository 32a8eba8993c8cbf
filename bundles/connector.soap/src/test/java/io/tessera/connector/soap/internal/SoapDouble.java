package io.tessera.connector.soap.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.connector.soap.internal.UserService.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The user service on a loopback port, by SOAP 1.1 and 1.2. Strict: every message is validated
 * against the schema of its WSDL, and its headers are looked at.
 */
final class SoapDouble implements AutoCloseable {
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String SOAP_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope";

  final String user = "provisioning";
  final String password = UUID.randomUUID().toString();
  final CopyOnWriteArrayList<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final Schema schema;
  private final UserService service;
  private final boolean tokens;
  private volatile @Nullable Canned canned;
  private volatile @Nullable String wsdlAddress;

  /** What is answered to every call, in place of the truth. */
  record Canned(int status, String contentType, String body, String header, String value) {}

  /**
   * @param replaces whether an update removes what it does not mention
   * @param tokens whether to sign in by UsernameToken; otherwise by HTTP Basic
   */
  SoapDouble(boolean replaces, boolean tokens) {
    try {
      this.tokens = tokens;
      schema = schema();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      service = new UserService(replaces, server::getAddress);
      server.setExecutor(threads);
      server.createContext("/users", this::serve);
      server.start();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  UserService service() {
    return service;
  }

  void can(@Nullable Canned answer) {
    canned = answer;
  }

  /** Has the WSDL say that the service is there, by whatever version. */
  void moveTo(String address) {
    wsdlAddress = address;
  }

  static String wsdl() {
    return resource("users.wsdl");
  }

  static String resource(String name) {
    try (InputStream in = SoapDouble.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Schema schema() {
    Matcher inner =
        Pattern.compile("<xs:schema targetNamespace.*</xs:schema>", Pattern.DOTALL).matcher(wsdl());
    inner.find();
    String messages =
        inner
            .group()
            .replaceFirst(
                "<xs:schema ",
                "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
                    + " xmlns:t='urn:example:users:types' ")
            .replaceFirst(" schemaLocation=\"[^\"]*\"", "");
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(
              new Source[] {
                new StreamSource(new StringReader(resource("types.xsd"))),
                new StreamSource(new StringReader(messages))
              });
    } catch (SAXException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("GET")) {
        String what = exchange.getRequestURI().getQuery();
        String document = resource("xsd".equals(what) ? "types.xsd" : "users.wsdl");
        String address = wsdlAddress;
        String told =
            address == null
                ? document
                : document.replaceAll(" location=\"[^\"]*\"", " location=\"" + address + "\"");
        send(exchange, 200, "text/xml", told.getBytes(UTF_8));
        return;
      }
      requests.add(new String(body, UTF_8));
      Canned now = canned;
      if (now != null) {
        if (!now.header().isEmpty()) {
          exchange.getResponseHeaders().set(now.header(), now.value());
        }
        send(exchange, now.status(), now.contentType(), now.body().getBytes(UTF_8));
        return;
      }
      soap(exchange, body);
    }
  }

  private void soap(HttpExchange exchange, byte[] body) throws IOException {
    Document document = parse(body);
    Element envelope = document.getDocumentElement();
    String soap = envelope.getNamespaceURI();
    boolean first = SOAP_1_1.equals(soap);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String action = exchange.getRequestHeaders().getFirst("SOAPAction");
    Element request =
        UserService.children(UserService.children(envelope, "Body").get(0), "*").get(0);
    boolean wellSent =
        first
            ? type.startsWith("text/xml")
                && ("\"urn:" + request.getLocalName() + "\"").equals(action)
            : SOAP_1_2.equals(soap)
                && type.startsWith("application/soap+xml")
                && type.contains("action=\"urn:" + request.getLocalName() + "\"");
    if (!wellSent) {
      fault(exchange, soap, "Client", "BadHeaders", type + " " + action);
    } else if (!tokens && !basic(exchange)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"users\"");
      send(exchange, 401, "text/html", "<html/>".getBytes(UTF_8));
    } else if (tokens && !token(envelope)) {
      fault(exchange, soap, "FailedAuthentication", "SignIn", "The sign-in failed");
    } else {
      carryOut(exchange, soap, request);
    }
  }

  private void carryOut(HttpExchange exchange, String soap, Element request) throws IOException {
    try {
      schema.newValidator().validate(new DOMSource(request));
    } catch (SAXException invalid) {
      fault(exchange, soap, "Client", "Malformed", invalid.getMessage());
      return;
    }
    try {
      Document answer = builder().newDocument();
      Element envelope = answer.createElementNS(soap, "s:Envelope");
      answer.appendChild(envelope);
      Element body = answer.createElementNS(soap, "s:Body");
      envelope.appendChild(body);
      Element response =
          answer.createElementNS(UserService.MESSAGES, "m:" + request.getLocalName() + "Response");
      body.appendChild(response);
      service.answer(request, response);
      schema.newValidator().validate(new DOMSource(response));
      send(exchange, 200, type(soap), written(answer));
    } catch (RefusedException refused) {
      fault(exchange, soap, "Server", refused.name(), refused.reason());
    } catch (SAXException ours) {
      throw new IOException(ours);
    }
  }

  private static String type(String soap) {
    return soap.equals(SOAP_1_1) ? "text/xml; charset=utf-8" : "application/soap+xml";
  }

  private void fault(HttpExchange exchange, String soap, String code, String name, String reason)
      throws IOException {
    String escaped = reason.replace("&", "&amp;").replace("<", "&lt;");
    boolean first = soap.equals(SOAP_1_1);
    String detail = "<m:" + name + " xmlns:m='urn:example:users'/>";
    String fault =
        first
            ? "<faultcode>s:%s</faultcode><faultstring>%s</faultstring><detail>%s</detail>"
                .formatted(code, escaped, detail)
            : ("<s:Code><s:Value>s:%s</s:Value><s:Subcode><s:Value>%s</s:Value></s:Subcode>"
                    + "</s:Code><s:Reason><s:Text xml:lang='en'>%s</s:Text></s:Reason>"
                    + "<s:Detail>%s</s:Detail>")
                .formatted(code.equals("Client") ? "Sender" : "Receiver", code, escaped, detail);
    String envelope =
        "<s:Envelope xmlns:s='%s'><s:Body><s:Fault>%s</s:Fault></s:Body></s:Envelope>"
            .formatted(soap, fault);
    boolean sender = !first && code.equals("Client");
    send(exchange, sender ? 400 : 500, type(soap), envelope.getBytes(UTF_8));
  }

  private boolean basic(HttpExchange exchange) {
    String expected =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private boolean token(Element envelope) {
    var names = envelope.getElementsByTagNameNS(WSSE, "Username");
    var passwords = envelope.getElementsByTagNameNS(WSSE, "Password");
    return names.getLength() == 1
        && passwords.getLength() == 1
        && names.item(0).getTextContent().equals(user)
        && passwords.item(0).getTextContent().equals(password)
        && ((Element) passwords.item(0)).getAttribute("Type").endsWith("#PasswordText");
  }

  private static javax.xml.parsers.DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      javax.xml.parsers.DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Document parse(byte[] body) throws IOException {
    try {
      return builder().parse(new ByteArrayInputStream(body));
    } catch (SAXException malformed) {
      throw new IOException(malformed);
    }
  }

  private static byte[] written(Document answer) throws IOException {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(answer), new StreamResult(out));
      return out.toByteArray();
    } catch (TransformerException broken) {
      throw new IOException(broken);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  Optional<String> lastRequest() {
    return requests.isEmpty() ? Optional.empty() : Optional.of(requests.get(requests.size() - 1));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
