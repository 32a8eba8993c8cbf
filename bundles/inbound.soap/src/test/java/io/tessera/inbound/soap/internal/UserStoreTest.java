package io.tessera.inbound.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RemoteUserStoreManagerService as raw envelopes see it. */
class UserStoreTest {
  private static final String SERVICE = "RemoteUserStoreManagerService";
  private static SoapServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new SoapServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String user(String name, String... claims) {
    StringBuilder body =
        new StringBuilder("<n:addUser xmlns:n=\"http://service.ws.um.carbon.wso2.org\"")
            .append(" xmlns:c=\"http://common.mgt.user.carbon.wso2.org/xsd\"><n:userName>")
            .append(name)
            .append("</n:userName><n:credential>Correct-horse-7</n:credential>");
    for (int i = 0; i < claims.length; i += 2) {
      body.append("<n:claims><c:claimURI>")
          .append(claims[i])
          .append("</c:claimURI><c:value>")
          .append(claims[i + 1])
          .append("</c:value></n:claims>");
    }
    return body.append("</n:addUser>").toString();
  }

  @Test
  void a_user_is_added_without_an_envelope_in_the_answer() throws Exception {
    HttpResponse<String> answer =
        server.soap(
            SERVICE, "urn:addUser", user("alice", "http://wso2.org/claims/givenname", "Alice"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    HttpResponse<String> again = server.soap(SERVICE, "urn:addUser", user("alice"));
    assertThat(again.statusCode()).isEqualTo(500);
    assertThat(again.body())
        .contains("UserAlreadyExisting", "RemoteUserStoreManagerServiceUserStoreException");
  }
}
