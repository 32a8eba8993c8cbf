package io.tessera.connector.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may write, and what is said of the rest. */
class RestSettingsTest {
  private static RestSettings of(Map<String, Object> changes) {
    Map<String, Object> settings = new HashMap<>(RestSubject.plain());
    settings.put("baseUrl", "https://app.example.org/api/");
    settings.put("_token", "t");
    settings.putAll(changes);
    return RestSettings.of(Configurations.of(RestConnector.Config.class, settings));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "baseUrl|http://app.example.org|must begin with https://",
        "createUser|MAKE /users|at character 1: GET, POST, PUT, PATCH or DELETE",
        "createUser|POST users|at character 6: a path that begins with /",
        "createUser|POST /users/<x>|at character 13: '<'",
        "createUser|POST /users {\"a\": }|at character 19: what follows the path is no JSON",
        "createUser|POST /users/{shoe}|{shoe} stands for nothing here; known are",
        "createUser|POST /users {\"a\": \"{shoe}\"}|{shoe} stands for nothing here",
        "updateUser|PATCH /users|has no {id}",
        "createUser|GET /users/add?login={login}|which GET must not",
        "disableUser|GET /users/{id}/disable|which GET must not",
        "removeMember|GET /groups/{id}/remove?who={member}|which GET must not",
        "addMember|PUT /groups/{id}|has either {member}",
        "updateUser|PUT /users/{id} {\"l\": \"{login}\"}|has neither {active} nor {attributes}",
        "findUser|GET /users?p={password|at character 14: a brace without its other one",
        "userKey|name|\"name\" is none of userFields",
        "userId||is missing",
        "userAt|data|is no JSON Pointer",
        "disabledValue|true|is the same as enabledValue",
        "enabledValue|yes|write texts with quotation marks",
        "passwordAttribute|title|title is the password",
        "updateUser|POST /users/{id}?pw={password}|has {password} in its URL",
        "keyHeader|Idempotency Key|is no header that can be sent",
        "keyHeader|Expect|is no header that can be sent",
        "keyHeader|Authorization|is not for here",
        "keyHeader|content-type|is not for here",
      })
  void what_cannot_work_is_told_with_its_place(String property, String value, String why) {
    String written = value == null ? "" : value;
    assertThatThrownBy(() -> of(Map.of(property, written)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userFields|login|is no attribute = /pointer",
        "userFields|login = /emails/0|leads into an array",
        "failures|422|is no status = kind",
        "failures|422 = BAD|BAD is no kind",
        "headers|X|is no Name: value",
        "headers|Authorization: x|is not for here",
        "headers|Transfer-Encoding: chunked|is not for here",
        "headers|Expect: 100-continue|Expect is no header that can be sent",
        "headers|X-Way: \u20ac|X-Way is no header that can be sent",
      })
  void so_is_a_line_of_several(String property, String line, String why) {
    String[] lines =
        property.equals("userFields") ? new String[] {"login = /login", line} : new String[] {line};
    assertThatThrownBy(() -> of(Map.of(property, lines)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(property + ": ")
        .hasMessageContaining(why);
  }

  @Test
  void the_password_of_the_usual_name_must_not_be_read_either() {
    String[] fields = {"login = /login", "password = /password"};
    assertThatThrownBy(() -> of(Map.of("passwordAttribute", "", "userFields", fields)))
        .hasMessageContaining("userFields: password is the password");
  }

  @Test
  void values_cannot_leave_their_place_in_a_url() throws Exception {
    UrlTemplate url = UrlTemplate.of("/users/{id}/x?name={name}&all=1&cursor={cursor}");
    Map<String, String> values = Map.of("id", "a/b?c#d%2e", "name", "ä &=+");
    assertThat(url.expand(n -> Optional.ofNullable(values.get(n))))
        .contains("/users/a%2Fb%3Fc%23d%252e/x?name=%C3%A4%20%26%3D%2B&all=1");
    for (String odd : new String[] {"", ".", ".."}) {
      assertThat(url.expand(n -> Optional.of(odd))).as(odd).isEmpty();
    }
  }

  @Test
  void a_body_keeps_types_and_leaves_out_what_there_is_not() throws Exception {
    Action action =
        Action.of(
                "x",
                "POST /a {\"n\": \"{n}\", \"t\": \"no {n} of\", \"gone\": \"{gone}\", \"k\": 1,"
                    + " \"*\": \"{o}\", \"list\": [\"{n}\"]} -> 200, 201",
                Set.of())
            .orElseThrow();
    Json inner = JsonText.read("{\"y\": null}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Values values = new Values().with("n", new Json.Num(java.math.BigDecimal.TEN)).with("o", inner);
    byte[] written = JsonText.write(action.body().orElseThrow().fill(values));
    assertThat(new String(written, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"n\":10,\"t\":\"no 10 of\",\"k\":1,\"y\":null,\"list\":[10]}");
    assertThat(action.isSuccess(201)).isTrue();
    assertThat(action.isSuccess(204)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "<https://a/b?c=1,2>; rel=\"next\"|https://a/b?c=1,2",
        "</b>; rel=next|/b",
        "</a>; rel=\"prev\", </b>; rel=\"next\"; title=\"x\"|/b",
        "</a>; rel=\"first next\"|/a",
        "</a>; rel=\"nextish\"|",
        "</a>; rel=\"last\"|",
      })
  void the_next_page_is_found_in_links(String header, String url) {
    assertThat(Roster.link(header)).isEqualTo(Optional.ofNullable(url));
  }
}
