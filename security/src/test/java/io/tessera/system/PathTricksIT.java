package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** T3: other ways to write a path, and headers that name another one, open nothing. */
@ExtendWith(AttackedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathTricksIT {
  private static final List<String> PROTECTED =
      List.of("/api/v1/targets", "/api/v1/doors", "/scim2/Users", "/wso2/scim/Users");

  /** What answers to everybody, and may be used as a way in. */
  private static final List<String> OPEN =
      List.of("/health/live", "/health/ready", "/api/v1/bootstrap", "/nothing");

  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405, 503);

  private final TesseraServer tessera;
  private final RawHttp http;
  private String user = "";

  PathTricksIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = new RawHttp(tessera.uri(""));
  }

  @BeforeAll
  void create() throws IOException {
    String password = Passwords.fresh();
    String name = Requests.unique("pathfinder");
    tessera
        .http()
        .post("/scim2/Users", Requests.userJson(name, "\"password\":\"" + password + "\""))
        .successful();
    user = "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  @Test
  void no_way_to_write_a_path_opens_it_to_strangers() throws Exception {
    for (String path : tricks()) {
      assertClosed(path, http.get(path));
    }
  }

  @Test
  void no_way_to_write_a_path_opens_it_to_a_user_who_may_not() throws Exception {
    for (String path : tricks()) {
      assertClosed(path, http.get(path, "Authorization: " + user));
    }
  }

  @Test
  void no_header_names_another_path_or_method_than_the_request_line() throws Exception {
    for (String header :
        List.of(
            "X-Original-URL: /api/v1/targets",
            "X-Rewrite-URL: /api/v1/targets",
            "X-Forwarded-Path: /api/v1/targets",
            "X-Forwarded-Prefix: /api/v1/targets",
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-User: admin",
            "X-Remote-User: admin",
            "Remote-User: admin",
            "X-Real-IP: 127.0.0.1",
            "Forwarded: for=127.0.0.1;proto=https;by=admin",
            "X-HTTP-Method-Override: GET",
            "SSL_CLIENT_S_DN: CN=admin",
            "X-SSL-Client-Verify: SUCCESS",
            "Cookie: JSESSIONID=admin; session=admin",
            "Proxy-Authorization: Basic YWRtaW46YWRtaW4=")) {
      for (String path : List.of("/api/v1/targets", "/health/live/x", "/nothing")) {
        assertClosed(path + " with " + header, http.get(path, header));
      }
    }
  }

  private static void assertClosed(String what, RawHttp.Answer answer) {
    assertThat(answer.status()).as(what + ": " + answer).isIn(REFUSALS);
    assertThat(answer.body())
        .as(what)
        .doesNotContain("\"items\"", "\"Resources\"", "totalResults")
        .doesNotContainIgnoringCase("<html");
  }

  private static List<String> tricks() {
    List<String> tricks = new ArrayList<>();
    for (String path : PROTECTED) {
      String rest = path.substring(1);
      for (String open : OPEN) {
        for (String up :
            List.of(
                "/../../",
                "/..;/..;/",
                "/..;x=y/..;/",
                ";/../../",
                "/%2e%2e/%2e%2e/",
                "/%2e%2e%2f%2e%2e%2f",
                "/..%2f..%2f",
                "/%252e%252e/%252e%252e/",
                "/..%c0%af..%c0%af",
                "/%c0%ae%c0%ae/%c0%ae%c0%ae/",
                "/..\\..\\",
                "/..%5c..%5c",
                "/.%2e/.%2e/",
                "/..%00/..%00/",
                "/..//..//")) {
          tricks.add(open + up + rest);
        }
      }
      int last = path.lastIndexOf('/');
      String head = path.substring(0, last);
      String tail = path.substring(last + 1);
      tricks.addAll(
          List.of(
              path + ";jsessionid=1",
              path + ";.json",
              path + ";/bootstrap",
              path + "/",
              path + "//",
              path + "/.",
              path + "/..;/" + tail,
              path + "%20",
              path + "%00",
              path + "%09",
              path + "%0d%0aX-Admin:1",
              path + "%23",
              path + "%3f",
              path + "%3b",
              path + ".json",
              path + "?_method=GET",
              path + "?/api/v1/bootstrap",
              path + "#/api/v1/bootstrap",
              head + ";x=y/" + tail,
              head + "//" + tail,
              head + "/./" + tail,
              head + "/%2e/" + tail,
              head + "%2f" + tail,
              head + "%252f" + tail,
              head + "%5c" + tail,
              head + "/x/../" + tail,
              head + "/bootstrap/../" + tail,
              head + "/bootstrap/..;/" + tail,
              "/" + path,
              "//" + path,
              "/./" + rest,
              "/;/" + rest,
              "/%2f" + rest,
              path.toUpperCase(java.util.Locale.ROOT),
              head + "/" + tail.toUpperCase(java.util.Locale.ROOT),
              "\\" + rest.replace('/', '\\'),
              "http://localhost" + path,
              "http://elsewhere.example" + path,
              "*" + path,
              rest));
    }
    return tricks;
  }
}
