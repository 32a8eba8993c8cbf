package io.tessera.system;

import static io.tessera.system.Requests.ENTERPRISE;
import static io.tessera.system.Requests.assertError;
import static io.tessera.system.Requests.unique;
import static io.tessera.system.Requests.userJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** RFC 7644 sections 3.3, 3.4.1, 3.5.1, 3.6, 3.9 and 3.14: single resources and their versions. */
@ExtendWith(SharedServer.class)
class WritingIT {
  private static Requests scim;

  @BeforeAll
  static void take(Http http) {
    scim = new Requests(http);
  }

  @Test
  void creating_answers_201_with_location_version_and_the_resource() throws Exception {
    Http.Answer answer = scim.http().post("/scim2/Users", userJson(unique("new"), ""));
    assertThat(answer.status()).isEqualTo(201);
    JsonNode user = answer.json();
    assertThat(answer.location()).isEqualTo(user.at("/meta/location").asText());
    assertThat(answer.etag()).isEqualTo(user.at("/meta/version").asText());
    assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
    assertThat(scim.http().get(java.net.URI.create(answer.location()).getPath()).json())
        .isEqualTo(user);
  }

  @Test
  void the_answer_to_a_write_has_the_attributes_asked_for() throws Exception {
    Http.Answer answer =
        scim.http()
            .post("/scim2/Users?attributes=userName", userJson(unique("few"), "\"title\":\"x\""));
    assertThat(answer.json().has("title")).isFalse();
    assertThat(answer.json().has("userName")).isTrue();
    Http.Answer less =
        scim.http()
            .post(
                "/scim2/Users?excludedAttributes=title",
                userJson(unique("few"), "\"title\":\"x\",\"nickName\":\"y\""));
    assertThat(less.json().has("title")).isFalse();
    assertThat(less.json().has("nickName")).isTrue();
  }

  @Test
  void replacing_clears_what_is_not_given_and_ignores_what_is_read_only() throws Exception {
    JsonNode user =
        scim.user(
            "\"title\":\"x\",\"nickName\":\"y\",\"" + ENTERPRISE + "\":{\"department\":\"d\"}");
    String path = "/scim2/Users/" + user.path("id").asText();
    JsonNode replaced =
        scim.http()
            .put(
                path,
                userJson(
                    user.path("userName").asText(),
                    "\"id\":\"other\",\"title\":\"z\",\"meta\":{\"created\":\"2001-01-01T00:00:00Z\"},"
                        + "\"groups\":[{\"value\":\"none\"}]"))
            .successful()
            .json();
    assertThat(replaced.path("id")).isEqualTo(user.path("id"));
    assertThat(replaced.path("title").asText()).isEqualTo("z");
    assertThat(replaced.has("nickName")).isFalse();
    assertThat(replaced.has(ENTERPRISE)).isFalse();
    assertThat(replaced.at("/meta/created")).isEqualTo(user.at("/meta/created"));
  }

  @Test
  void replacing_never_creates() throws Exception {
    String unknown = "/scim2/Users/" + java.util.UUID.randomUUID();
    assertError(scim.http().put(unknown, userJson(unique("put"), "")), 404);
    assertError(scim.http().get(unknown), 404);
  }

  @Test
  void replacing_needs_the_required_attributes() throws Exception {
    assertError(
        scim.http()
            .put("/scim2/Users/" + scim.userId(), "{\"schemas\":[\"" + Requests.USER + "\"]}"),
        400,
        "invalidValue");
  }

  @Test
  void replacing_cannot_take_anothers_name() throws Exception {
    JsonNode taken = scim.user("");
    assertError(
        scim.http()
            .put("/scim2/Users/" + scim.userId(), userJson(taken.path("userName").asText(), "")),
        409,
        "uniqueness");
  }

  @Test
  void what_is_deleted_is_gone_everywhere() throws Exception {
    JsonNode user = scim.user("");
    String path = "/scim2/Users/" + user.path("id").asText();
    Http.Answer answer = scim.http().delete(path);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.text()).isEmpty();
    assertError(scim.http().get(path), 404);
    assertError(scim.http().delete(path), 404);
    assertError(scim.http().put(path, userJson(unique("gone"), "")), 404);
    assertError(
        scim.patch(
            "/Users/" + user.path("id").asText(),
            "{\"op\":\"add\",\"path\":\"title\",\"value\":\"x\"}"),
        404);
    assertThat(scim.usersWith("userName eq \"" + user.path("userName").asText() + "\"")).isEmpty();
    scim.http().post("/scim2/Users", userJson(user.path("userName").asText(), "")).successful();
  }

  @Test
  void a_version_that_is_not_the_present_one_stops_writes() throws Exception {
    JsonNode user = scim.user("");
    String path = "/scim2/Users/" + user.path("id").asText();
    String body = userJson(user.path("userName").asText(), "\"title\":\"x\"");
    String first = user.at("/meta/version").asText();
    Http.Answer changed = scim.http().send("PUT", path, body, "If-Match", first);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.etag()).isNotEqualTo(first);
    assertError(scim.http().send("PUT", path, body, "If-Match", first), 412);
    assertError(
        scim.http()
            .send(
                "PATCH",
                path,
                Requests.patchJson("{\"op\":\"remove\",\"path\":\"title\"}"),
                "If-Match",
                first),
        412);
    assertError(scim.http().send("DELETE", path, "", "If-Match", first), 412);
    assertError(scim.http().send("DELETE", path, "", "If-Match", "\"nonsense\""), 412);
    assertThat(
            scim.http()
                .send("DELETE", path, "", "If-Match", first + ", " + changed.etag())
                .status())
        .isEqualTo(204);
  }

  @Test
  void a_reader_who_has_the_version_gets_304() throws Exception {
    JsonNode user = scim.user("");
    String path = "/scim2/Users/" + user.path("id").asText();
    String version = user.at("/meta/version").asText();
    Http.Answer same = scim.http().send("GET", path, "", "If-None-Match", version);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(same.etag()).isEqualTo(version);
    assertThat(scim.http().send("GET", path, "", "If-None-Match", "W/\"99\"").status())
        .isEqualTo(200);
  }

  @Test
  void an_immutable_part_of_a_member_cannot_be_changed() throws Exception {
    String user = scim.userId();
    String group = scim.group(List.of(user)).path("id").asText();
    assertError(
        scim.patch(
            "/Groups/" + group,
            "{\"op\":\"replace\",\"path\":\"members[value eq \\\""
                + user
                + "\\\"].value\",\"value\":\""
                + scim.userId()
                + "\"}"),
        400,
        "mutability");
  }

  @Test
  void many_adding_members_at_once_all_succeed() throws Exception {
    String group = scim.group(List.of()).path("id").asText();
    List<String> users = new java.util.ArrayList<>();
    for (int i = 0; i < 32; i++) {
      users.add(scim.userId());
    }
    var pool = java.util.concurrent.Executors.newFixedThreadPool(32);
    try {
      List<java.util.concurrent.Callable<Integer>> adds =
          users.stream()
              .<java.util.concurrent.Callable<Integer>>map(
                  id ->
                      () ->
                          scim.patch(
                                  "/Groups/" + group,
                                  "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\""
                                      + id
                                      + "\"}]}")
                              .status())
              .toList();
      for (var added : pool.invokeAll(adds)) {
        assertThat(added.get()).isIn(200, 204);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(
            scim.get("/Groups/" + group + "?attributes=members")
                .path("members")
                .findValuesAsText("value"))
        .containsExactlyInAnyOrderElementsOf(users);
  }
}
