package io.tessera.federation.saml;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.w3c.dom.Element;

/**
 * An identity provider of the tests: it makes its keys, and answers as it is told. On the network
 * it signs in at once whoever comes to {@link #signInUrl}, and gives a page whose form goes back by
 * itself in a browser; {@link #visit} plays the browser.
 */
public final class SamlIdentityProvider implements AutoCloseable {
  private final String entityId;
  private volatile SigningKey key;
  private volatile HttpServer server;
  private volatile Consumer<SamlAnswer> change = answer -> {};
  private final List<String> signOuts = new CopyOnWriteArrayList<>();

  public SamlIdentityProvider(String entityId, SigningKey key) {
    this.entityId = entityId;
    this.key = key;
  }

  /** One on the network, of this machine only; with a new key. */
  public static SamlIdentityProvider start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String home = "http://127.0.0.1:" + server.getAddress().getPort();
    SamlIdentityProvider provider = new SamlIdentityProvider(home + "/entity", SigningKey.rsa());
    provider.server = server;
    server.createContext("/sso", provider::signIn);
    server.createContext("/slo", provider::signOut);
    server.start();
    return provider;
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }

  public String entityId() {
    return entityId;
  }

  public SigningKey key() {
    return key;
  }

  /** Signs with another key from now on. */
  public void rotate() {
    key = SigningKey.rsa();
  }

  /** Where browsers sign in. */
  public String signInUrl() {
    return home() + "/sso";
  }

  public String signOutUrl() {
    return home() + "/slo";
  }

  private String home() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How answers differ from now on: who signs in, or what is wrong. */
  public void answers(Consumer<SamlAnswer> otherwise) {
    change = otherwise;
  }

  /** LogoutRequests that came, in XML. */
  public List<String> signOuts() {
    return List.copyOf(signOuts);
  }

  /** Describes itself. */
  public String metadata() {
    return "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\""
        + entityId
        + "\"><md:IDPSSODescriptor"
        + " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">"
        + "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo"
        + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>"
        + key.base64()
        + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        + "<md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\""
        + " Location=\""
        + signOutUrl()
        + "\"/><md:NameIDFormat>"
        + SamlAnswer.PERSISTENT
        + "</md:NameIDFormat><md:SingleSignOnService"
        + " Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\""
        + signInUrl()
        + "\"/></md:IDPSSODescriptor></md:EntityDescriptor>";
  }

  /**
   * An answer that is right.
   *
   * @param request id of the AuthnRequest
   * @param callback where it is asked to go
   * @param audience what whoever asks calls itself
   */
  public SamlAnswer answer(String request, String callback, String audience, Instant now) {
    return new SamlAnswer(key, now)
        .with(
            answer -> {
              answer.issuer = entityId;
              answer.responseIssuer = entityId;
              answer.inResponseTo = request;
              answer.confirmedInResponseTo = request;
              answer.destination = callback;
              answer.recipient = callback;
              answer.audience = audience;
            });
  }

  /** What a browser brings back, by POST. */
  public record Return(URI address, String samlResponse, String relayState) {
    /** As the browser sends it. */
    public Map<String, String> form() {
      return Map.of("SAMLResponse", samlResponse, "RelayState", relayState);
    }
  }

  /**
   * Does what a browser does that is sent here.
   *
   * @param departure the address with the request
   */
  public Return visit(URI departure) {
    Map<String, String> query = query(departure);
    Element request = Xml.read(inflated(query.get("SAMLRequest"))).getDocumentElement();
    String callback = request.getAttribute("AssertionConsumerServiceURL");
    SamlAnswer answer =
        answer(
                request.getAttribute("ID"),
                callback,
                Xml.child(request, "Issuer").getTextContent(),
                Instant.now())
            .with(change);
    return new Return(URI.create(callback), answer.encoded(), query.getOrDefault("RelayState", ""));
  }

  private void signIn(HttpExchange exchange) throws IOException {
    Return back = visit(exchange.getRequestURI());
    page(
        exchange,
        "<!DOCTYPE html><title>corp</title><body onload=\"document.forms[0].submit()\">"
            + "<form method=\"post\" action=\""
            + Xml.escaped(back.address().toString())
            + "\"><input type=\"hidden\" name=\"SAMLResponse\" value=\""
            + back.samlResponse()
            + "\"><input type=\"hidden\" name=\"RelayState\" value=\""
            + Xml.escaped(back.relayState())
            + "\"><button>Go on</button></form>");
  }

  private void signOut(HttpExchange exchange) throws IOException {
    signOuts.add(inflated(query(exchange.getRequestURI()).get("SAMLRequest")));
    page(exchange, "<!DOCTYPE html><title>corp</title><p>Signed out.</p>");
  }

  private static void page(HttpExchange exchange, String html) throws IOException {
    byte[] bytes = html.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static Map<String, String> query(URI address) {
    Map<String, String> query = new HashMap<>();
    for (String pair : address.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return query;
  }

  private static String inflated(String parameter) {
    byte[] deflated = Base64.getDecoder().decode(parameter);
    try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }
}
