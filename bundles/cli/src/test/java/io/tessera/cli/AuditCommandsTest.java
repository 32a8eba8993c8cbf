package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandsTest {
  private static final String LINK = "0123456789abcdef".repeat(4);

  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void records_are_listed_by_what_is_asked_for() {
    server.answer(
        "audit",
        json("{\"items\": [{\"actor\": \"admin\", \"kind\": \"delete\"}], \"next\": \"c\"}"));
    assertThat(
            shell.run(
                "audit", "list", "--service-provider", "hr", "--from", "2026-01-31T08:00:00Z"))
        .isZero();
    assertThat(shell.out()).contains("ACTOR").contains("admin").contains("delete");
    assertThat(shell.err()).contains("There are more");
    assertThat(server.requests())
        .contains("GET audit?from=2026-01-31T08%3A00%3A00Z&serviceProvider=hr");
  }

  @Test
  void what_was_done_to_the_configuration_is_listed_with_its_paths() {
    server.answer(
        "audit",
        json(
            "{\"items\": [{\"actor\": \"admin\", \"kind\": \"configure\","
                + " \"resourceType\": \"target\", \"name\": \"hr\", \"action\": \"replaced\","
                + " \"changed\": [\"settings.url\", \"enabled\"]}]}"));
    assertThat(shell.run("audit", "list", "--kind", "configure", "--resource-type", "target"))
        .isZero();
    assertThat(shell.out()).contains("replaced").contains("hr").contains("settings.url");
    assertThat(server.requests()).contains("GET audit?resourceType=target&kind=configure");
  }

  @Test
  void a_chain_that_is_whole_gives_a_place_to_note() {
    server.answer("audit/verification", report("\"intact\": true"));
    assertThat(shell.run("audit", "verify")).isZero();
    assertThat(shell.out()).contains("verified").contains("7");
    assertThat(shell.err()).contains("--after 7:" + LINK);
    assertThat(shell.run("audit", "verify", "--after", "7:" + LINK)).isZero();
    assertThat(server.lastBody().complex("after").text("link")).contains(LINK);
    assertThat(shell.run("audit", "verify", "--after", "7")).isEqualTo(2);
  }

  @Test
  void a_chain_that_is_broken_is_a_failure() {
    server.answer(
        "audit/verification",
        report("\"intact\": false, \"fault\": {\"position\": 8, \"reason\": \"changed\"}"));
    assertThat(shell.run("audit", "verify")).isEqualTo(1);
    assertThat(shell.err()).contains("not intact: changed at position 8");
  }

  @Test
  void erasing_needs_a_reason() {
    server.answer("audit/erasures", json("{\"record\": \"r\", \"erased\": 2, \"waiting\": 0}"));
    assertThat(shell.run("audit", "erase", "some-id")).isEqualTo(2);
    assertThat(shell.run("audit", "erase", "some-id", "--reason", "asked for")).isZero();
    assertThat(server.lastBody())
        .isEqualTo(json("{\"resource\": \"some-id\", \"reason\": \"asked for\"}"));
  }

  @Test
  void a_trace_is_a_tree_from_the_request_to_the_calls() {
    server.answer(
        "traces/cause-1",
        json(
            """
            {"causality": "cause-1", "changes": [
              {"actor": "admin", "channel": "scim2", "kind": "create", "changed": ["userName"],
               "decisions": {"rule": "all-active-targets"},
               "operations": [{"targetName": "hr", "kind": "create", "state": "done",
                 "calls": [{"number": 1, "action": "create", "result": "applied",
                            "request": {"uid": "alice"}}]}]}]}
            """));
    assertThat(shell.run("trace", "cause-1")).isZero();
    assertThat(shell.out().lines())
        .anyMatch(line -> line.startsWith("request cause-1"))
        .anyMatch(line -> line.startsWith("    rule: all-active-targets"))
        .anyMatch(line -> line.startsWith("    hr: create done"))
        .anyMatch(line -> line.startsWith("      #1 create applied"))
        .anyMatch(line -> line.startsWith("        request: uid=alice"));
    assertThat(shell.run("trace", "cause-1", "--json")).isZero();
    assertThat(shell.out()).contains("\"causality\"");
  }

  private static Attributes report(String more) {
    return json(
        "{\"complete\": true, \"verified\": 7, \"waiting\": 0, \"strays\": 0, \"until\":"
            + " {\"position\": 7, \"link\": \""
            + LINK
            + "\"}, "
            + more
            + "}");
  }

  private static Attributes json(String text) {
    return new AttributesJson().read(text.getBytes(StandardCharsets.UTF_8));
  }
}
