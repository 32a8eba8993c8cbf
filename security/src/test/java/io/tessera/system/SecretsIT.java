package io.tessera.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret that nobody has but us goes in through every door, in every place, and in requests that
 * fail; afterwards it is nowhere: in no file the server wrote, no log, no answer, no dump.
 */
class SecretsIT {
  /** Long enough for no accident, short enough for every field. */
  private final String canary = "Canary" + HexFormat.of().formatHex(random()) + "Q";

  private final List<String> answers = new ArrayList<>();
  @TempDir private Path folder;

  private static byte[] random() {
    byte[] random = new byte[12];
    new java.security.SecureRandom().nextBytes(random);
    return random;
  }

  @Test
  void a_secret_is_found_nowhere_after_it_went_in_through_every_door() throws Exception {
    Map<String, byte[]> written = new TreeMap<>();
    try (TesseraServer tessera = AttackedServer.unthrottled(folder.resolve("tessera"))) {
      tessera.with("TESSERA_JAVA_OPTS", "-XX:+StartAttachListener").start();
      sendThroughEveryDoor(tessera);
      for (String command : List.of("Thread.print", "VM.system_properties", "VM.command_line")) {
        written.put("jcmd " + command, jcmd(tessera.pid(), command));
      }
      tessera.stop();
      written.put("console", tessera.console().getBytes(UTF_8));
      readFiles(tessera.data(), written);
    }
    for (int i = 0; i < answers.size(); i++) {
      written.put(
          "answer " + i + " " + answers.get(i).lines().findFirst().orElse(""),
          answers.get(i).getBytes(UTF_8));
    }
    assertThat(answers).hasSizeGreaterThan(60);
    assertThat(written).hasSizeGreaterThan(100);
    assertThat(findings(written)).isEmpty();
  }

  /** Without this the test above could be right by accident. */
  @Test
  void whatever_form_it_has_it_would_be_found() {
    for (byte[] form : forms()) {
      byte[] around = new byte[form.length + 20];
      System.arraycopy(form, 0, around, 7, form.length);
      assertThat(findings(Map.of("x", around))).containsExactly("x");
    }
  }

  private void sendThroughEveryDoor(TesseraServer tessera) throws Exception {
    Http http = tessera.http();
    RawHttp raw = new RawHttp(tessera.uri(""));
    String target = target(tessera);
    scim(http);
    administration(http, target);
    signIn(tessera, raw);
    soap(http, raw);
    // The target is away: what is for it waits, and has been tried.
    Eventually.holds(() -> assertThat(tessera.connections().waiting(target)).isPositive());
    answers.add(http.get("/api/v1/targets").text());
    answers.add(http.get("/api/v1/targets/" + target + "/status").text());
    answers.add(http.get("/scim2/Users?count=200").text());
    String operations = http.get("/api/v1/operations?limit=500").text();
    answers.add(operations);
    for (var operation : Http.JSON.readTree(operations).path("items")) {
      String path = "/api/v1/operations/" + operation.path("id").asText();
      answers.add(http.get(path + "/payload").text());
      answers.add(http.get(path + "/calls").text());
    }
    String audit = http.get("/api/v1/audit?limit=200").text();
    answers.add(audit);
    for (var record : Http.JSON.readTree(audit).path("items")) {
      answers.add(http.get("/api/v1/audit/" + record.path("id").asText()).text());
    }
  }

  /** Passwords of users go there too; it answers with errors, which are kept. */
  private String target(TesseraServer tessera) throws IOException {
    return tessera
        .connections()
        .addTarget(
            "canary",
            "io.tessera.connector.ldap",
            Map.of(
                "host", "127.0.0.1",
                "port", Ports.free(),
                "security", "none",
                "bindDn", "cn=admin",
                "bindPassword", canary,
                "userBase", "ou=people"));
  }

  private void keep(Http.Answer answer) {
    answers.add(answer.status() + " " + answer.text() + answer.headers().map());
  }

  private void scim(Http http) throws IOException {
    String password = "\"password\":\"" + canary + "\"";
    for (String door : List.of("/scim2", "/wso2/scim")) {
      Http.Answer created =
          http.post(door + "/Users", Requests.userJson(Requests.unique("canary"), password));
      keep(created);
      String user = door + "/Users/" + created.successful().id();
      keep(http.put(user, Requests.userJson(Requests.unique("canary"), password)));
      keep(http.patch(user, "{\"schemas\":[\"" + Requests.USER + "\"]," + password + "}"));
      keep(
          http.patch(
              user,
              Requests.patchJson(
                  "{\"op\":\"replace\"," + "\"path\":\"password\",\"value\":\"" + canary + "\"}")));
      keep(
          http.patch(
              user, Requests.patchJson("{\"op\":\"replace\",\"value\":{" + password + "}}")));
      keep(
          http.patch(
              user,
              Requests.patchJson(
                  "{\"op\":\"add\",\"path\":\"password.value\",\"value\":\"" + canary + "\"}")));
      keep(http.get(user + "?attributes=password"));
      String bulk =
          "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":["
              + "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"b\",\"data\":"
              + Requests.userJson(Requests.unique("canary"), password)
              + "},{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"c\",\"data\":{"
              + password
              + "}}]}";
      keep(http.post(door + "/Bulk", bulk));
      for (String malformed :
          List.of(
              "{" + password,
              "{\"userName\":1," + password + "}",
              "{" + password + "," + password + "}",
              "{\"password\":[" + "\"" + canary + "\"]}",
              "{\"password\":{\"value\":\"" + canary + "\"}}",
              "{\"password\":\"short\",\"passwort\":\"" + canary + "\"}",
              Requests.userJson(canary, password),
              Requests.userJson(Requests.unique("x"), "\"password\":\"" + canary + "\",\"id\":1"),
              "password=" + canary)) {
        keep(http.post(door + "/Users", malformed));
      }
    }
  }

  private void administration(Http http, String target) throws IOException {
    keep(http.post("/api/v1/me/password", "{\"password\":\"" + canary + "\",\"x\":1}"));
    keep(
        http.post(
            "/api/v1/bootstrap", "{\"token\":\"" + canary + "\",\"password\":\"" + canary + "\"}"));
    Http.Answer present = http.get("/api/v1/targets/" + target);
    keep(present);
    for (String settings :
        List.of(
            "{\"host\":\"127.0.0.1\",\"port\":1,\"bindDn\":\"cn=admin\",\"bindPassword\":\""
                + canary
                + "\"}",
            "{\"host\":17,\"bindPassword\":\"" + canary + "\"}",
            "{\"bindPassword\":[\"" + canary + "\"]}",
            "{\"noSuchSecret\":\"x\",\"bindPassword\":\"" + canary + "\"}")) {
      String body =
          "{\"name\":\""
              + Requests.unique("c").substring(0, 20)
              + "\",\"identityProvider\":\"partner\",\"connectorType\":\"io.tessera.connector.ldap\","
              + "\"settings\":"
              + settings
              + "}";
      keep(http.post("/api/v1/targets", body));
      keep(http.send("PUT", "/api/v1/targets/" + target, body, "If-Match", present.etag()));
    }
    keep(http.post("/api/v1/targets/" + target + "/test", ""));
    keep(
        http.post(
            "/api/v1/service-providers", "{\"name\":\"canary\",\"secret\":\"" + canary + "\"}"));
    keep(http.post("/api/v1/sign-in-locks/lift", "{\"password\":\"" + canary + "\"}"));
  }

  private void signIn(TesseraServer tessera, RawHttp raw) throws IOException {
    String basic = Base64.getEncoder().encodeToString(("admin:" + canary).getBytes(UTF_8));
    String nobody = Base64.getEncoder().encodeToString(("nobody:" + canary).getBytes(UTF_8));
    String noColon = Base64.getEncoder().encodeToString(canary.getBytes(UTF_8));
    for (String door :
        List.of(
            "/scim2/Users",
            "/wso2/scim/Users",
            "/api/v1/targets",
            "/services/RemoteUserStoreManagerService",
            "/oauth2/token",
            "/nothing")) {
      for (String authorization :
          List.of(
              "Basic " + basic,
              "Basic " + nobody,
              "Basic " + noColon,
              "Basic " + canary,
              "Bearer " + canary,
              "Digest username=\"admin\", response=\"" + canary + "\"",
              canary)) {
        RawHttp.Answer answer = raw.get(door, "Authorization: " + authorization);
        answers.add(answer.toString());
      }
    }
    for (String form :
        List.of(
            "grant_type=client_credentials&client_id=x&client_secret=" + canary,
            "grant_type=password&username=admin&password=" + canary,
            "grant_type=" + canary,
            "token=" + canary)) {
      for (String path : List.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect")) {
        RawHttp.Answer answer =
            raw.send(
                "POST",
                path,
                form.getBytes(UTF_8),
                "Content-Type: application/x-www-form-urlencoded");
        answers.add(answer.toString());
      }
    }
    assertThat(tessera.http().get("/api/v1/me").status()).isIn(200, 429);
  }

  private void soap(Http http, RawHttp raw) throws IOException {
    for (String service : List.of("RemoteUserStoreManagerService", "ProvisioningService")) {
      for (String body :
          List.of(
              "<n:addUser"
                  + " xmlns:n=\"http://service.ws.um.carbon.wso2.org\"><n:userName>canary-soap</n:userName>"
                  + "<n:credential>"
                  + canary
                  + "</n:credential></n:addUser>",
              "<n:authenticate"
                  + " xmlns:n=\"http://service.ws.um.carbon.wso2.org\"><n:userName>canary-soap</n:userName>"
                  + "<n:credential>"
                  + canary
                  + "</n:credential></n:authenticate>",
              "<n:addUser xmlns:n=\"urn:wrong\"><n:credential>"
                  + canary
                  + "</n:credential></n:addUser>",
              "<n:addUser xmlns:n=\"http://service.ws.um.carbon.wso2.org\"><n:credential>"
                  + canary
                  + "</n:addUser>")) {
        String envelope =
            "<s:Envelope"
                + " xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><w:Security"
                + " xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">"
                + "<w:UsernameToken><w:Username>nobody</w:Username><w:Password>"
                + canary
                + "</w:Password></w:UsernameToken></w:Security></s:Header><s:Body>"
                + body
                + "</s:Body></s:Envelope>";
        for (String authorization :
            List.of("X-None: x", "Authorization: " + http.authorization())) {
          answers.add(
              raw.send(
                      "POST",
                      "/services/" + service,
                      envelope.getBytes(UTF_8),
                      "Content-Type: text/xml; charset=UTF-8",
                      "SOAPAction: \"urn:addUser\"",
                      authorization)
                  .toString());
          String plain = envelope.replaceAll("<s:Header>.*</s:Header>", "");
          answers.add(
              raw.send(
                      "POST",
                      "/services/" + service,
                      plain.getBytes(UTF_8),
                      "Content-Type: text/xml; charset=UTF-8",
                      authorization)
                  .toString());
        }
      }
    }
  }

  private static byte[] jcmd(long pid, String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    byte[] out = jcmd.getInputStream().readAllBytes();
    assertThat(jcmd.waitFor()).as(new String(out, UTF_8)).isZero();
    return out;
  }

  private static void readFiles(Path data, Map<String, byte[]> written) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".jsa")) {
          written.put(data.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
  }

  private List<String> findings(Map<String, byte[]> written) {
    List<byte[]> forms = forms();
    List<String> findings = new ArrayList<>();
    written.forEach(
        (name, content) -> {
          String text = new String(content, ISO_8859_1);
          if (forms.stream().anyMatch(form -> text.contains(new String(form, ISO_8859_1)))) {
            findings.add(name);
          }
        });
    return findings;
  }

  /** As it may be written: in other encodings, in base64 behind anything, in hexadecimal. */
  private List<byte[]> forms() {
    List<byte[]> forms = new ArrayList<>();
    forms.add(canary.getBytes(UTF_8));
    for (Charset wide : List.of(UTF_16BE, Charset.forName("UTF-16LE"))) {
      forms.add(canary.getBytes(wide));
    }
    for (int shift = 0; shift < 3; shift++) {
      String encoded =
          Base64.getEncoder().encodeToString(("x".repeat(shift) + canary).getBytes(UTF_8));
      forms.add(encoded.substring(4, encoded.length() - 4).getBytes(UTF_8));
    }
    forms.add(HexFormat.of().formatHex(canary.getBytes(UTF_8)).getBytes(UTF_8));
    forms.add(new StringBuilder(canary).reverse().toString().getBytes(UTF_8));
    return forms;
  }
}
