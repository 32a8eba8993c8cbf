package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.OperationView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminApiTest {
  static final String TARGET =
      """
      {"name": "hr", "identityProvider": "corp", "connectorType": "io.tessera.connector.sample",
       "settings": {"url": "ldaps://directory.example.com", "port": 636, "password": "s3cret"}}
      """;

  private static AdminServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new AdminServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void clear() {
    server.clear();
  }

  @Test
  void connector_types_tell_what_their_forms_need() throws Exception {
    server.bootstrapped();
    Reply list = server.get("connector-types");
    assertThat(items(list)).hasSize(1);
    Reply one = server.get("connector-types/" + FakeConnections.TYPE);
    assertThat(one.body().get("properties").orElseThrow().elements()).hasSize(3);
    assertThat(one.body().text("remark").orElseThrow()).startsWith("Rolled back from 1.1.0");
    Reply none = server.get("connector-types/io.tessera.connector.none");
    assertThat(none.status()).isEqualTo(404);
    assertThat(detail(none)).contains("Deploy its bundle");
  }

  @Test
  void an_identity_provider_is_created_read_replaced_and_deleted() throws Exception {
    server.bootstrapped();
    Reply made = server.post("identity-providers", "{\"name\": \"corp\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().text("displayName")).contains("corp");
    String path = "identity-providers/" + id(made);
    assertThat(made.location()).contains(server.url() + "/api/v1/" + path);
    assertThat(made.etag()).contains("\"1\"");
    Reply changed =
        server.put(path, "\"1\"", "{\"name\": \"corp\", \"displayName\": \"C\", \"version\": 1}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.etag()).contains("\"2\"");
    assertThat(server.get(path).body()).isEqualTo(changed.body());
    assertThat(server.delete(path, "\"2\"").status()).isEqualTo(204);
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Test
  void what_an_identity_provider_has_been_is_told() throws Exception {
    server.bootstrapped();
    Reply made = server.post("identity-providers", "{\"name\": \"corp\"}");
    String path = "identity-providers/" + id(made);
    server.put(path, "\"1\"", "{\"name\": \"corp\", \"displayName\": \"Corporation\"}");
    List<Attributes> versions = items(server.get(path + "/versions"));
    assertThat(versions)
        .extracting(version -> version.get("version").orElseThrow())
        .containsExactly(Value.Num.of(2), Value.Num.of(1));
    assertThat(versions.get(0).text("who")).contains("admin");
    assertThat(server.get(path + "/versions/1").body().text("displayName")).contains("corp");
    assertThat(server.get(path + "/versions/3").status()).isEqualTo(404);
  }

  @Test
  void a_user_store_is_created_described_anew_and_deleted() throws Exception {
    server.bootstrapped();
    Reply made =
        server.post("user-stores", "{\"name\": \"partners\", \"description\": \"Partners\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().text("name")).contains("PARTNERS");
    assertThat(items(server.get("user-stores"))).hasSize(2);
    assertThat(items(server.get("user-stores?name=Partners"))).hasSize(1);
    String path = "user-stores/" + id(made);
    assertThat(server.put(path, "\"1\"", "{\"name\": \"PARTNERS\"}").etag()).contains("\"2\"");
    assertThat(server.delete(path, "\"2\"").status()).isEqualTo(204);
    assertThat(server.post("user-stores", "{\"description\": \"x\"}").status()).isEqualTo(400);
  }

  @Test
  void a_schema_is_called_by_its_urn() throws Exception {
    server.bootstrapped();
    String document =
        """
        {"id": "urn:example:badge", "name": "Badge", "extends": "User",
         "attributes": [{"name": "number", "type": "string", "indexed": true}]}
        """;
    Reply made = server.post("schemas", document);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.etag()).contains("\"1\"");
    String path = "schemas/urn:example:badge";
    assertThat(made.location()).contains(server.url() + "/api/v1/" + path);
    assertThat(server.get(path).body()).isEqualTo(made.body());
    assertThat(server.put(path, null, document).status()).isEqualTo(428);
    assertThat(server.put(path, "\"1\"", document).etag()).contains("\"2\"");
    assertThat(items(server.get("schemas"))).hasSize(1);
    assertThat(server.delete(path, "\"2\"").status()).isEqualTo(204);
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Test
  void an_attribute_is_indexed_and_tells_how_far_it_is() throws Exception {
    server.bootstrapped();
    Reply made =
        server.post("indexed-attributes", "{\"resourceType\": \"User\", \"attribute\": \"title\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().text("state")).contains("building");
    assertThat(items(server.get("indexed-attributes"))).hasSize(1);
    String path = "indexed-attributes/" + id(made);
    assertThat(server.delete(path, "\"1\"").status()).isEqualTo(204);
    Reply wrong =
        server.post("indexed-attributes", "{\"resourceType\": \"Role\", \"attribute\": \"title\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(detail(wrong)).contains("must be User or Group");
  }

  @Test
  void a_change_needs_the_version_it_is_based_on() throws Exception {
    server.bootstrapped();
    Reply made = server.post("targets", TARGET);
    String path = "targets/" + id(made);
    assertThat(server.put(path, null, TARGET).status()).isEqualTo(428);
    assertThat(server.delete(path, null).status()).isEqualTo(428);
    Reply stale = server.put(path, "\"7\"", TARGET);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.body().text("code")).contains("stale");
    assertThat(detail(stale)).contains("version is now 1");
    assertThat(server.delete(path, "nonsense").status()).isEqualTo(412);
    assertThat(server.put(path, "\"7\", \"1\"", TARGET).status()).isEqualTo(200);
    assertThat(server.delete(path, "*").status()).isEqualTo(204);
  }

  @Test
  void secrets_go_in_and_never_come_out() throws Exception {
    server.bootstrapped();
    Reply made = server.post("targets", TARGET);
    assertThat(server.connections.lastSettings().text("password")).contains("s3cret");
    assertThat(made.body().complex("settings").names()).containsExactly("url", "port");
    assertThat(made.body().get("secretsSet").orElseThrow().elements())
        .containsExactly(Value.text("password"));
    assertThat(made.body().complex("policyMap").names()).containsExactly("user", "group");
  }

  @Test
  void a_null_says_that_a_secret_is_to_be_forgotten() throws Exception {
    server.bootstrapped();
    server.post("targets", TARGET.replace("\"s3cret\"", "null"));
    assertThat(server.connections.lastSettings().get("password")).contains(Value.NONE);
  }

  @Test
  void what_was_read_can_be_sent_back() throws Exception {
    server.bootstrapped();
    Reply made = server.post("targets", TARGET);
    String read = new String(new AttributesJson().write(made.body()), StandardCharsets.UTF_8);
    Reply same = server.put("targets/" + id(made), "\"1\"", read);
    assertThat(same.body()).isEqualTo(made.body().with("version", Value.Num.of(2)));
  }

  @Test
  void all_mistakes_in_a_body_are_told_at_once_with_their_paths() throws Exception {
    server.bootstrapped();
    Reply refused =
        server.post(
            "targets",
            """
            {"name": 7, "connectorType": "x", "enabled": "yes", "colour": "blue",
             "settings": {"base.dn": {"a": 1}},
             "policyMap": {"user": [{"attribute": "sn"}, {"attribute": "x", "from": ["a"],
               "constant": ["b"]}], "users": []}}
            """);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(paths(refused))
        .containsExactlyInAnyOrder(
            "name",
            "identityProvider",
            "enabled",
            "colour",
            "settings.base.dn",
            "policyMap.user[0].from",
            "policyMap.user[1].from",
            "policyMap.users");
  }

  @Test
  void what_is_no_json_object_is_refused() throws Exception {
    server.bootstrapped();
    for (String body : List.of("", "[]", "{\"name\": ", "{\"name\": 1, \"name\": 2}", "null")) {
      Reply refused = server.post("identity-providers", body);
      assertThat(refused.status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void what_the_use_case_refuses_is_told_with_its_field() throws Exception {
    server.bootstrapped();
    Reply refused = server.post("targets", TARGET.replace(".sample", ".none"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(paths(refused)).containsExactly("connectorType");
    server.post("identity-providers", "{\"name\": \"corp\"}");
    Reply taken = server.post("identity-providers", "{\"name\": \"corp\"}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.body().text("code")).contains("uniqueness");
  }

  @Test
  void an_identity_provider_with_targets_is_not_deleted() throws Exception {
    server.bootstrapped();
    Reply provider = server.post("identity-providers", "{\"name\": \"corp\"}");
    server.post("targets", TARGET);
    Reply refused = server.delete("identity-providers/" + id(provider), "\"1\"");
    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void lists_are_read_part_by_part_and_by_name() throws Exception {
    server.bootstrapped();
    for (String name : List.of("c", "a", "b")) {
      server.post("identity-providers", "{\"name\": \"" + name + "\"}");
    }
    Reply first = server.get("identity-providers?limit=2");
    assertThat(names(first)).containsExactly("a", "b");
    String next = first.body().text("next").orElseThrow();
    Reply second = server.get("identity-providers?limit=2&cursor=" + next);
    assertThat(names(second)).containsExactly("c");
    assertThat(second.body().text("next")).isEmpty();
    assertThat(names(server.get("identity-providers?name=b"))).containsExactly("b");
    assertThat(names(server.get("identity-providers?name=none"))).isEmpty();
  }

  @Test
  void wrong_parameters_are_refused_by_name() throws Exception {
    server.bootstrapped();
    assertThat(paths(server.get("targets?limit=0"))).containsExactly("limit");
    assertThat(paths(server.get("targets?limit=many"))).containsExactly("limit");
    assertThat(paths(server.get("targets?cursor=%2A"))).containsExactly("cursor");
    assertThat(paths(server.get("targets?nam=hr"))).containsExactly("nam");
    assertThat(paths(server.get("accounts"))).containsExactly("resource");
    assertThat(paths(server.get("operations?state=lost&target=none&resource=x")))
        .containsExactlyInAnyOrder("state", "target", "resource");
  }

  @Test
  void ids_that_name_nothing_are_not_found() throws Exception {
    server.bootstrapped();
    for (String id : List.of(UUID.randomUUID().toString(), "hr", "1")) {
      assertThat(server.get("targets/" + id).status()).as(id).isEqualTo(404);
      assertThat(server.get("operations/" + id).status()).as(id).isEqualTo(404);
    }
    assertThat(server.get("nothing").status()).isEqualTo(404);
    assertThat(server.post("targets/" + UUID.randomUUID(), "{}").status()).isEqualTo(405);
  }

  @Test
  void a_target_tells_its_status_its_test_and_its_accounts() throws Exception {
    server.bootstrapped();
    String path = "targets/" + id(server.post("targets", TARGET));
    Reply status = server.get(path + "/status");
    assertThat(status.body().text("state")).contains("quarantined");
    assertThat(status.body().get("waiting")).contains(Value.Num.of(3));
    Reply test = server.post(path + "/test", null);
    assertThat(test.body().bool("passed")).contains(false);
    Reply accounts = server.get(path + "/accounts?limit=5&cursor=abc");
    assertThat(items(accounts).get(0).text("remoteId")).contains("abc");
    assertThat(accounts.body().text("next")).contains("cursor-5");
  }

  @Test
  void accounts_of_a_resource_are_listed() throws Exception {
    server.bootstrapped();
    List<Attributes> accounts = items(server.get("accounts?resource=" + UUID.randomUUID()));
    assertThat(accounts).hasSize(2);
    assertThat(accounts.get(0).text("state")).contains("active");
    assertThat(accounts.get(1).text("remoteId")).isEmpty();
  }

  @Test
  void operations_are_selected_by_target_name_resource_and_state() throws Exception {
    server.bootstrapped();
    Reply target = server.post("targets", TARGET);
    String resource = UUID.randomUUID().toString();
    server.deliveries.add(OperationView.State.DEAD);
    Reply list = server.get("operations?target=hr&state=dead&resource=" + resource);
    assertThat(items(list)).hasSize(1);
    var search = server.deliveries.lastSearch();
    assertThat(search.targets()).extracting(Object::toString).containsExactly(id(target));
    assertThat(search.resources()).extracting(Object::toString).containsExactly(resource);
    assertThat(search.states()).containsExactly(OperationView.State.DEAD);
    server.get("operations?target=" + id(target) + "&state=dead,held&state=waiting");
    assertThat(server.deliveries.lastSearch().targets())
        .extracting(Object::toString)
        .containsExactly(id(target));
    assertThat(server.deliveries.lastSearch().states()).hasSize(3);
  }

  @Test
  void operations_are_found_by_time_and_by_the_name_of_a_person() throws Exception {
    server.bootstrapped();
    server.deliveries.add(OperationView.State.DONE);
    Reply found = server.get("operations?q=ali&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z");
    assertThat(items(found))
        .first()
        .extracting(o -> o.text("resourceName"))
        .isEqualTo(Optional.of("Alice"));
    assertThat(server.deliveries.lastSearch().resources()).hasSize(1);
    assertThat(server.deliveries.lastSearch().from()).hasToString("2026-01-01T00:00:00Z");
    assertThat(paths(server.get("operations?from=yesterday"))).containsExactly("from");
  }

  @Test
  void a_dead_operation_is_retried_or_discarded_with_a_reason() throws Exception {
    server.bootstrapped();
    String dead = server.deliveries.add(OperationView.State.DEAD).id().toString();
    assertThat(server.get("operations/" + dead).body().text("finished")).isPresent();
    Reply retried = server.post("operations/" + dead + "/retry", null);
    assertThat(retried.body().text("state")).contains("waiting");
    assertThat(paths(server.post("operations/" + dead + "/discard", "{}")))
        .containsExactly("reason");
    Reply discarded = server.post("operations/" + dead + "/discard", "{\"reason\": \"left\"}");
    assertThat(discarded.body().text("state")).contains("discarded");
    assertThat(server.deliveries.lastReason()).isEqualTo("left");
    String done = server.deliveries.add(OperationView.State.DONE).id().toString();
    assertThat(server.post("operations/" + done + "/retry", null).status()).isEqualTo(409);
  }

  @Test
  void an_operation_tells_its_calls_and_what_it_carries() throws Exception {
    server.bootstrapped();
    String path = "operations/" + server.deliveries.add(OperationView.State.DEAD).id();
    assertThat(server.get(path).body().text("failure")).contains("invalid");
    assertThat(server.get(path + "/payload").body().text("userName")).contains("alice");
    Attributes call = items(server.get(path + "/calls")).get(0);
    assertThat(call.text("result")).contains("invalid");
    assertThat(call.complex("request").text("userName")).contains("alice");
    Reply edited = server.put(path + "/payload", null, "{\"userName\": \"bob\"}");
    assertThat(edited.body().text("state")).contains("waiting");
    assertThat(server.deliveries.lastReason()).isEqualTo("bob");
  }

  @Test
  void what_is_pending_is_completed_or_refused_from_outside() throws Exception {
    server.bootstrapped();
    String path = "operations/" + server.deliveries.add(OperationView.State.PENDING).id();
    Reply done = server.post(path + "/complete", "{\"remoteId\": \"r-1\"}");
    assertThat(done.body().text("state")).contains("done");
    assertThat(server.deliveries.lastReason()).isEqualTo("r-1");
    assertThat(paths(server.post(path + "/refuse", "{}"))).containsExactly("reason");
    Reply refused = server.post(path + "/refuse", "{\"reason\": \"no desk\"}");
    assertThat(refused.body().text("state")).contains("dead");
  }

  @Test
  void all_dead_operations_of_a_kind_are_retried_or_discarded_together() throws Exception {
    server.bootstrapped();
    server.deliveries.add(OperationView.State.DEAD);
    Reply retried = server.post("operations/retry", "{\"failure\": \"invalid\"}");
    assertThat(retried.body().get("operations")).isPresent();
    assertThat(server.deliveries.lastSelection().failure()).isEqualTo("invalid");
    assertThat(paths(server.post("operations/retry", "{\"failure\": \"odd\"}")))
        .containsExactly("failure");
    assertThat(paths(server.post("operations/discard", "{}"))).containsExactly("reason");
    assertThat(server.post("operations/discard", "{\"reason\": \"left\"}").status()).isEqualTo(200);
  }

  @Test
  void held_removals_are_allowed_or_rejected() throws Exception {
    server.bootstrapped();
    Attributes batch = items(server.get("held-batches?state=open")).get(0);
    assertThat(batch.text("reason")).contains("many");
    assertThat(paths(server.get("held-batches?state=odd"))).containsExactly("state");
    String path = "held-batches/" + FakeDeliveries.BATCH;
    assertThat(server.get(path).status()).isEqualTo(200);
    assertThat(server.post(path + "/allow", null).body().text("state")).contains("allowed");
    Reply rejected = server.post(path + "/reject", "{\"reason\": \"a mistake\"}");
    assertThat(rejected.body().text("state")).contains("rejected");
    assertThat(server.get("held-batches/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void how_a_target_is_delivered_to_is_part_of_it() throws Exception {
    server.bootstrapped();
    String delivery =
        "{\"mode\": \"blocking\", \"adopt\": \"if-unmanaged\", \"maintenance\": true,"
            + " \"guard\": {\"most\": 5}, \"dependsOn\": [{\"target\": \"mail\"}]}";
    Reply made =
        server.post(
            "targets", TARGET.strip().replaceFirst("}$", ", \"delivery\": " + delivery + "}"));
    Attributes read = made.body().complex("delivery");
    assertThat(read.text("mode")).contains("blocking");
    assertThat(read.text("adopt")).contains("if-unmanaged");
    assertThat(read.bool("maintenance")).contains(true);
    assertThat(read.text("whenGone")).contains("recreate");
    Reply wrong =
        server.post(
            "targets",
            TARGET.strip().replaceFirst("}$", ", \"delivery\": {\"mode\": \"odd\", \"rate\": 1}}"));
    assertThat(paths(wrong)).containsExactlyInAnyOrder("delivery.mode", "delivery.rate");
  }

  @Test
  void before_the_bootstrap_only_the_bootstrap_is_open() throws Exception {
    assertThat(server.get("me").status()).isEqualTo(503);
    Reply wrong =
        server.post(
            "bootstrap", "{\"token\": \"wrong\", \"password\": \"long enough to be good\"}");
    assertThat(wrong.status()).isEqualTo(403);
    Reply weak = bootstrap("short");
    assertThat(paths(weak)).containsExactly("password");
    assertThat(bootstrap("long enough to be good").status()).isEqualTo(204);
    assertThat(server.get("me").body().text("name")).contains("admin");
    assertThat(bootstrap("long enough to be good").status()).isEqualTo(403);
  }

  private Reply bootstrap(String password) throws Exception {
    return server.post(
        "bootstrap",
        "{\"token\": \"%s\", \"password\": \"%s\"}"
            .formatted(server.administrators.token(), password));
  }

  @Test
  void ones_own_password_is_changed() throws Exception {
    server.bootstrapped();
    Reply changed = server.post("me/password", "{\"password\": \"another long password\"}");
    assertThat(changed.status()).isEqualTo(204);
    assertThat(server.administrators.password()).isEqualTo("another long password");
    assertThat(server.get("me").status()).isEqualTo(200);
  }

  @Test
  void a_missing_permission_is_named() throws Exception {
    server.bootstrapped();
    server.administrators.permit(Set.of(Permission.CONFIG_READ, Permission.DISCOVERY));
    assertThat(server.get("targets").status()).isEqualTo(200);
    Reply refused = server.post("targets", TARGET);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(detail(refused)).contains("config.write");
    assertThat(server.get("operations").status()).isEqualTo(403);
  }

  @Test
  void the_document_is_served() throws Exception {
    server.bootstrapped();
    assertThat(server.get("openapi.json").body().text("openapi")).contains("3.1.0");
  }

  private static String id(Reply reply) {
    return reply.body().text("id").orElseThrow();
  }

  private static String detail(Reply reply) {
    return reply.body().text("detail").orElseThrow();
  }

  private static List<Attributes> items(Reply reply) {
    return objects(reply, "items");
  }

  private static List<String> names(Reply reply) {
    return items(reply).stream().map(item -> item.text("name").orElseThrow()).toList();
  }

  private static List<String> paths(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return objects(reply, "errors").stream()
        .map(error -> error.text("path"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<Attributes> objects(Reply reply, String name) {
    return reply.body().get(name).map(Value::elements).orElse(List.of()).stream()
        .map(value -> ((Value.Complex) value).attributes())
        .toList();
  }

  @Test
  void how_people_sign_in_is_part_of_an_identity_provider_and_its_secret_is_not_shown()
      throws Exception {
    server.bootstrapped();
    String body =
        """
        {"name":"corp","claimMappings":[
          {"remote":"sub","local":"userName","authority":"identity-provider","absent":"clear"}],
         "signIn":{"protocol":"oidc","domains":["Example.ORG"],
          "oidc":{"issuer":"https://idp.example","clientId":"us","clientSecret":"hush-hush"},
          "jit":{"enabled":true,"scheme":"user-name-and-password","groups":"keep-manual"}}}\
        """;

    Reply made = server.post("identity-providers", body);

    assertThat(made.status()).isEqualTo(201);
    Attributes oidc = made.body().complex("signIn").complex("oidc");
    assertThat(oidc.bool("clientSecretSet")).contains(true);
    assertThat(oidc.names()).doesNotContain("clientSecret");
    assertThat(made.body().complex("signIn").complex("jit").text("scheme"))
        .contains("user-name-and-password");
    String id = made.body().text("id").orElseThrow();
    Reply same =
        server.put(
            "identity-providers/" + id,
            made.etag().orElseThrow(),
            body.replace("\"clientSecret\":\"hush-hush\"", "\"scopes\":[\"email\"]"));
    assertThat(same.body().complex("signIn").complex("oidc").bool("clientSecretSet"))
        .contains(true);
  }

  @Test
  void a_subject_is_linked_to_a_user_and_unlinked() throws Exception {
    server.bootstrapped();
    String user = UUID.randomUUID().toString();

    Reply made =
        server.post(
            "federated-links",
            "{\"user\":\"" + user + "\",\"identityProvider\":\"corp\",\"subject\":\"s-1\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(
            server.get("federated-links?user=" + user).body().get("items").orElseThrow().elements())
        .hasSize(1);
    assertThat(server.get("federated-links").status()).isEqualTo(400);
    String id = made.body().text("id").orElseThrow();
    assertThat(server.delete("federated-links/" + id, null).status()).isEqualTo(204);
    assertThat(server.get("federated-links/" + id).status()).isEqualTo(404);
  }

  @Test
  void why_a_sign_in_was_refused_is_told() throws Exception {
    server.bootstrapped();
    assertThat(server.get("sign-ins/" + FakeFederatedLinks.REFUSED).body().text("why"))
        .contains("name-taken");
    assertThat(server.get("sign-ins/other").status()).isEqualTo(404);
  }
}
