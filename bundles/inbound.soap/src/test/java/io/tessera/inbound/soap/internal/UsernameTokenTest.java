package io.tessera.inbound.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in by the header of WS-Security. */
class UsernameTokenTest {
  private static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String WSU =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final String PROFILE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
  private static final String BODY =
      "<n:isExistingUser xmlns:n=\"http://service.ws.um.carbon.wso2.org\">"
          + "<n:userName>alice</n:userName></n:isExistingUser>";
  private static SoapServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new SoapServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String token(String name, String password, String type) {
    return "<w:UsernameToken><w:Username>"
        + name
        + "</w:Username><w:Password"
        + (type.isEmpty() ? "" : " Type=\"" + PROFILE + type + "\"")
        + ">"
        + password
        + "</w:Password></w:UsernameToken>";
  }

  private static String envelope(String security, String body) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>"
        + "<w:Security s:mustUnderstand=\"1\" xmlns:w=\""
        + WSSE
        + "\" xmlns:u=\""
        + WSU
        + "\">"
        + security
        + "</w:Security></s:Header><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  private static HttpResponse<String> send(String envelope, String... headers) throws Exception {
    return send(server, envelope, headers);
  }

  private static HttpResponse<String> send(SoapServer to, String envelope, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to.base() + "/RemoteUserStoreManagerService"))
            .header("Content-Type", "text/xml;charset=UTF-8")
            .POST(BodyPublishers.ofString(envelope));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return to.send(request);
  }

  private static void assertFault(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("faultstring", words);
  }

  @Test
  void a_right_password_signs_in() throws Exception {
    String in = token("admin", SoapServer.PASSWORD, "PasswordText");
    assertThat(send(envelope(in, BODY)).statusCode()).isEqualTo(200);
    String untyped = token("admin", SoapServer.PASSWORD, "");
    assertThat(send(envelope(untyped, BODY)).statusCode()).isEqualTo(200);
  }

  @Test
  void a_wrong_password_does_not_and_the_body_is_not_looked_at() throws Exception {
    HttpResponse<String> answer = send(envelope(token("admin", "no", ""), "<broken"));
    assertFault(answer, 401, "wrong");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void nobody_gets_in_without_either() throws Exception {
    assertFault(send(SoapServer.soap11(BODY)), 401, "Sign in");
    assertFault(send(envelope("", BODY)), 401, "Sign in");
  }

  @Test
  void a_digest_is_refused_with_the_reason() throws Exception {
    assertFault(send(envelope(token("admin", "x", "PasswordDigest"), BODY)), 500, "PasswordText");
  }

  @Test
  void what_else_security_headers_hold_is_not_offered() throws Exception {
    assertFault(
        send(envelope("<w:BinarySecurityToken>x</w:BinarySecurityToken>", BODY)),
        500,
        "BinarySecurityToken");
    String in = token("admin", SoapServer.PASSWORD, "");
    assertFault(send(envelope(in + in, BODY)), 500, "UsernameToken");
    assertFault(send(envelope("<w:UsernameToken/>", BODY)), 500, "Username");
  }

  @Test
  void a_message_whose_time_is_over_is_refused() throws Exception {
    String in = token("admin", SoapServer.PASSWORD, "");
    String over = "<u:Timestamp><u:Expires>2020-01-01T00:00:00Z</u:Expires></u:Timestamp>";
    assertFault(send(envelope(over + in, BODY)), 500, "Expires");
    String meant = over.replace("2020", "2920");
    assertThat(send(envelope(meant + in, BODY)).statusCode()).isEqualTo(200);
  }

  @Test
  void signing_in_twice_is_refused() throws Exception {
    String in = token("reader", SoapServer.PASSWORD, "");
    assertFault(
        send(envelope(in, BODY), "Authorization", SoapServer.basic("admin", SoapServer.PASSWORD)),
        500,
        "not by both");
  }

  @Test
  void passwords_in_headers_need_tls() throws Exception {
    try (SoapServer strict = new SoapServer(false)) {
      String in = token("admin", SoapServer.PASSWORD, "");
      assertFault(send(strict, envelope(in, BODY)), 401, "TLS");
    }
  }

  @Test
  void whoever_may_not_use_soap_is_told_which_permission_is_missing() throws Exception {
    String in = token("scimonly", SoapServer.PASSWORD, "");
    assertFault(send(envelope(in, BODY)), 403, "soap.provision");
    HttpResponse<String> write =
        send(
            envelope(
                token("reader", SoapServer.PASSWORD, ""),
                BODY.replace("isExistingUser", "deleteUser")));
    assertFault(write, 403, "scim.users.delete");
  }
}
