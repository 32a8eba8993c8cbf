package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** T2: whoever guesses at one door is locked out at all of them. */
@ExtendWith(AttackedServer.class)
class GuessingIT {
  private static final int LOCKS = 5;
  private static final List<String> DOORS =
      List.of(
          "/scim2/Users",
          "/scim/v2/Users",
          "/wso2/scim/Users",
          "/api/v1/targets",
          "/services/ProvisioningService?wsdl");

  private final TesseraServer tessera;
  private final RawHttp http;

  GuessingIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = new RawHttp(tessera.uri(""));
  }

  @Test
  void wrong_passwords_at_one_door_lock_the_account_at_every_door() throws Exception {
    for (String guessed : DOORS) {
      String password = Passwords.fresh();
      String name = user(password);
      for (int i = 0; i < LOCKS; i++) {
        assertThat(at(guessed, name, "wrong-" + i).status()).as(guessed).isEqualTo(401);
      }
      for (String door : DOORS) {
        RawHttp.Answer answer = at(door, name, password);
        assertThat(answer.status()).as(guessed + " then " + door).isEqualTo(429);
        assertThat(answer.header("retry-after")).as(door).isNotBlank();
      }
    }
  }

  @Test
  void names_that_are_written_otherwise_are_counted_together() throws Exception {
    String password = Passwords.fresh();
    String name = user(password);
    List<String> spellings =
        List.of(
            name, name.toUpperCase(java.util.Locale.ROOT), "PRIMARY/" + name, "primary/" + name);
    for (int i = 0; i < LOCKS; i++) {
      at("/scim2/Users", spellings.get(i % spellings.size()), "wrong-" + i);
    }
    for (String spelling : spellings) {
      assertThat(at("/scim2/Me", spelling, password).status()).as(spelling).isEqualTo(429);
    }
  }

  private String user(String password) throws IOException {
    String name = Requests.unique("guessed");
    String body = Requests.userJson(name, "\"password\":\"" + password + "\"");
    tessera.http().post("/scim2/Users", body).successful();
    return name;
  }

  private RawHttp.Answer at(String door, String name, String password) throws IOException {
    String pair = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    return http.get(door, "Authorization: Basic " + pair);
  }
}
