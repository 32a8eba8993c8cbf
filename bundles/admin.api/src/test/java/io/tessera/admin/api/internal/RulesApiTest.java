package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RulesApiTest {
  private static AdminServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void a_rule_is_created_read_replaced_and_deleted() throws Exception {
    String body =
        """
        {"name": "office-hours", "targets": ["hr"], "effect": "permit", "roles": ["staff"],
         "operations": ["create"], "resourceTypes": ["User"],
         "window": {"days": ["monday", "friday"], "from": "08:00", "to": "17:30",
                    "zone": "Europe/Berlin"},
         "validFrom": "2026-01-01T00:00:00+01:00"}\
        """;
    Reply made = server.post("rules", body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().text("validFrom")).contains("2025-12-31T23:00:00Z");
    assertThat(made.body().complex("window").text("to")).contains("17:30");
    String path = "rules/" + made.body().text("id").orElseThrow();
    assertThat(server.get(path).body()).isEqualTo(made.body());
    assertThat(server.put(path, "\"1\"", body.replace("permit", "deny")).body().text("effect"))
        .contains("deny");
    assertThat(server.get("rules?name=office-hours").status()).isEqualTo(200);
    assertThat(server.delete(path, "\"2\"").status()).isEqualTo(204);
  }

  @Test
  void a_policy_is_a_rule_too() throws Exception {
    Reply made = server.post("rules", "{\"name\": \"p\", \"xacml\": \"<Policy/>\"}");
    assertThat(made.body().text("xacml")).contains("<Policy/>");
    assertThat(made.body().get("effect")).isEmpty();
  }

  @Test
  void bad_rules_are_refused_with_the_field() throws Exception {
    Map.of(
            "{\"name\": \"x\"}", "effect",
            "{\"name\": \"x\", \"effect\": \"maybe\"}", "effect",
            "{\"name\": \"x\", \"xacml\": \"<Policy/>\", \"roles\": [\"a\"]}", "roles",
            "{\"name\": \"x\", \"effect\": \"deny\", \"operations\": [\"look\"]}", "operations",
            "{\"name\": \"x\", \"effect\": \"deny\", \"window\": {\"days\": [\"someday\"]}}",
                "window.days",
            "{\"name\": \"x\", \"effect\": \"deny\", \"window\": {\"from\": \"8\"}}", "window.from",
            "{\"name\": \"x\", \"effect\": \"deny\", \"validUntil\": \"tomorrow\"}", "validUntil")
        .forEach(RulesApiTest::refused);
  }

  private static void refused(String body, String field) {
    try {
      Reply refused = server.post("rules", body);
      assertThat(refused.status()).as(body).isEqualTo(400);
      assertThat(refused.body().text("detail").orElse("")).as(body).contains('"' + field + '"');
    } catch (Exception broken) {
      throw new AssertionError(body, broken);
    }
  }

  @Test
  void the_rules_are_asked_about_somebody() throws Exception {
    String asked =
        "{\"resource\": \"%s\", \"resourceType\": \"User\", \"target\": \"hr\"}"
            .formatted(UUID.randomUUID());
    Reply answer = server.post("rules/decision", asked);
    assertThat(answer.body().bool("permitted")).contains(false);
    assertThat(answer.body().text("decidedBy")).contains("office-hours");
    assertThat(server.post("rules/decision", "{\"target\": \"hr\"}").status()).isEqualTo(400);
  }
}
