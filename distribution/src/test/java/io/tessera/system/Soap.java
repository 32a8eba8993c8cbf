package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Envelopes written by hand, to one service in one version of SOAP. */
final class Soap {
  private static final String WSO2 = "http://service.ws.um.carbon.wso2.org";
  private static final String CLAIM_VALUE = "http://common.mgt.user.carbon.wso2.org/xsd";
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  static final String PLAIN = "urn:tessera:provisioning:1";
  private static final Pattern RETURN = Pattern.compile("<(?:[a-z0-9]+:)?return[^>]*>([^<]*)<");

  private final Http http;
  private final String service;
  private final String namespace;
  private final boolean soap12;

  private Soap(Http http, String service, String namespace, boolean soap12) {
    this.http = http;
    this.service = service;
    this.namespace = namespace;
    this.soap12 = soap12;
  }

  static Soap ofWso2(Http http, String service, boolean soap12) {
    return new Soap(http, service, WSO2, soap12);
  }

  static Soap plain(Http http) {
    return new Soap(http, "ProvisioningService", PLAIN, false);
  }

  /** An element of the request; a text with markup in it is markup. */
  static String element(String name, String content) {
    return "<n:" + name + ">" + content + "</n:" + name + ">";
  }

  static String claim(String name, String value) {
    return "<n:claims><c:claimURI>http://wso2.org/claims/"
        + name
        + "</c:claimURI><c:value>"
        + value
        + "</c:value></n:claims>";
  }

  Http.Answer call(String operation, String... elements) throws IOException {
    return send("", operation, elements);
  }

  /** Calls somebody who signs in by the header of WS-Security. */
  Http.Answer callSigned(String name, String password, String operation, String... elements)
      throws IOException {
    String header =
        "<s:Header><w:Security s:mustUnderstand=\"1\" xmlns:w=\""
            + WSSE
            + "\"><w:UsernameToken><w:Username>"
            + name
            + "</w:Username><w:Password>"
            + password
            + "</w:Password></w:UsernameToken></w:Security></s:Header>";
    return send(header, operation, elements);
  }

  private Http.Answer send(String header, String operation, String... elements) throws IOException {
    String envelope =
        soap12
            ? "http://www.w3.org/2003/05/soap-envelope"
            : "http://schemas.xmlsoap.org/soap/envelope/";
    String body =
        "<s:Envelope xmlns:s=\""
            + envelope
            + "\" xmlns:n=\""
            + namespace
            + "\" xmlns:c=\""
            + CLAIM_VALUE
            + "\">"
            + header
            + "<s:Body>"
            + element(operation, String.join("", elements))
            + "</s:Body></s:Envelope>";
    return http.send(
        "POST",
        "/services/" + service,
        body,
        "Content-Type",
        soap12
            ? "application/soap+xml;charset=UTF-8;action=\"urn:" + operation + "\""
            : "text/xml;charset=UTF-8",
        "SOAPAction",
        soap12 ? "" : "\"" + (namespace.equals(WSO2) ? "urn" : namespace) + ":" + operation + "\"");
  }

  /** Calls what must succeed. */
  Http.Answer must(String operation, String... elements) throws IOException {
    return call(operation, elements).successful();
  }

  /** What an operation answers, value by value. */
  List<String> ask(String operation, String... elements) throws IOException {
    Matcher values = RETURN.matcher(must(operation, elements).text());
    return values.results().map(v -> v.group(1)).toList();
  }

  /** Calls what must be refused, with words in the fault. */
  void refused(int status, String words, String operation, String... elements) throws IOException {
    Http.Answer answer = call(operation, elements);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text()).contains("Fault>", words);
  }
}
