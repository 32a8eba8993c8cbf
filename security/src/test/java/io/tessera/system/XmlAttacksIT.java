package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** T7, T8: every attack on every intake of XML; nothing is read, called, or spent. */
@ExtendWith(AttackedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XmlAttacksIT {
  private static final Duration PROMPTLY = Duration.ofSeconds(10);
  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";

  private final TesseraServer tessera;
  private final RawHttp http;
  private final AtomicInteger called = new AtomicInteger();
  private ServerSocket outside;

  XmlAttacksIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = new RawHttp(tessera.uri(""));
  }

  /**
   * An intake of XML.
   *
   * @param harmless a document it takes
   */
  private record Intake(String path, String contentType, String harmless) {}

  private static List<Intake> intakes() {
    List<Intake> intakes = new ArrayList<>();
    for (String version : List.of(SOAP11, SOAP12)) {
      String type = version.equals(SOAP11) ? "text/xml" : "application/soap+xml";
      intakes.add(
          new Intake(
              "/services/RemoteUserStoreManagerService",
              type,
              envelope(
                  version,
                  "<n:isExistingUser xmlns:n=\"http://service.ws.um.carbon.wso2.org\">"
                      + "<n:userName>VALUE</n:userName></n:isExistingUser>")));
      intakes.add(
          new Intake(
              "/services/RemoteClaimManagerService",
              type,
              envelope(
                  version,
                  "<n:getClaim xmlns:n=\"http://service.ws.um.carbon.wso2.org\">"
                      + "<n:claimURI>VALUE</n:claimURI></n:getClaim>")));
      intakes.add(
          new Intake(
              "/services/ProvisioningService",
              type,
              envelope(
                  version,
                  "<n:findUser xmlns:n=\"urn:tessera:provisioning:1\">"
                      + "<n:userName>VALUE</n:userName></n:findUser>")));
    }
    return intakes;
  }

  private static String envelope(String version, String content) {
    return "<s:Envelope xmlns:s=\"" + version + "\"><s:Body>" + content + "</s:Body></s:Envelope>";
  }

  @BeforeAll
  void listen() throws IOException {
    outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread listener =
        new Thread(
            () -> {
              while (!outside.isClosed()) {
                try (Socket caller = outside.accept()) {
                  called.incrementAndGet();
                } catch (IOException closed) {
                  return;
                }
              }
            },
            "outside");
    listener.setDaemon(true);
    listener.start();
  }

  @AfterAll
  void close() throws IOException {
    outside.close();
  }

  @Test
  void every_attack_on_every_intake_is_a_fault_and_nothing_else() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + outside.getLocalPort());
    for (Intake intake : intakes()) {
      Map<String, byte[]> attacks = XmlAttacks.on(intake.harmless(), address);
      assertThat(attacks).hasSizeGreaterThanOrEqualTo(40);
      for (Map.Entry<String, byte[]> attack : attacks.entrySet()) {
        assertRefused(intake, attack.getKey(), attack.getValue());
      }
    }
    assertThat(called).hasValue(0);
    assertThat(tessera.http().get("/health/ready").status()).isEqualTo(200);
  }

  private void assertRefused(Intake intake, String name, byte[] document) throws IOException {
    long began = System.nanoTime();
    RawHttp.Answer answer = send(intake, intake.contentType(), document);
    String what = name + " to " + intake.path() + " as " + intake.contentType() + ": " + answer;
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(PROMPTLY);
    assertThat(answer.status()).as(what).isIn(400, 413, 415, 500);
    assertFault(intake, what, answer);
    assertThat(answer.body()).as(what).doesNotContain("root:", "could not carry out");
  }

  private static void assertFault(Intake intake, String what, RawHttp.Answer answer) {
    assertThat(answer.header("content-type")).as(what).startsWith(intake.contentType());
    assertThat(answer.body())
        .as(what)
        .contains("Fault>", intake.contentType().equals("text/xml") ? SOAP11 : SOAP12)
        .doesNotContainIgnoringCase("<html")
        .doesNotContain("Exception", "\tat ", "woodstox", "ctc.wstx", "org.apache");
  }

  private RawHttp.Answer send(Intake intake, String type, byte[] document) throws IOException {
    return http.send(
        "POST",
        intake.path(),
        document,
        "Content-Type: " + type + "",
        "Authorization: " + tessera.http().authorization());
  }

  @Test
  void the_document_without_an_attack_is_taken() throws Exception {
    for (Intake intake : intakes()) {
      byte[] harmless = intake.harmless().replace("VALUE", "nobody").getBytes(UTF_8);
      RawHttp.Answer answer = send(intake, intake.contentType(), harmless);
      assertThat(answer.body()).as(intake + ": " + answer).doesNotContain("could not carry out");
      assertThat(answer.status()).as(intake + ": " + answer).isIn(200, 404, 500);
    }
  }

  @Test
  void parts_with_attachments_are_not_taken() throws Exception {
    for (Intake intake : intakes()) {
      String body =
          "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\nContent-ID: <r>\r\n\r\n"
              + intake.harmless()
              + "\r\n--b\r\nContent-ID: <a>\r\n\r\nattachment\r\n--b--\r\n";
      for (String type :
          List.of(
              "multipart/related; boundary=b; type=\"application/xop+xml\"; start=\"<r>\"",
              "multipart/mixed; boundary=b",
              "multipart/form-data; boundary=b",
              "application/xop+xml",
              "application/fastinfoset",
              "application/json",
              "text/html")) {
        RawHttp.Answer answer = send(intake, type, body.getBytes(UTF_8));
        assertThat(answer.status()).as(type + ": " + answer).isIn(400, 415, 500);
        assertThat(answer.body()).as(type).contains("Fault>");
      }
    }
    assertThat(called).hasValue(0);
  }
}
