package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Audit;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.ChainPlace;
import io.tessera.provisioning.api.admin.ChainReport;
import io.tessera.provisioning.api.admin.OperationView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditApiTest {
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void records_are_searched_by_all_they_have() throws Exception {
    Reply found =
        server.get(
            "audit?from=2026-01-01T00:00:00Z&to=2026-02-01T01:00:00%2B01:00&actor=admin"
                + "&serviceProvider=resident&channel=scim2&resourceType=Group&kind=update"
                + "&causality=cause-1&limit=5&resource="
                + FakeAudit.RESOURCE);
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body().text("next")).contains("more");
    assertThat(server.audit.lastSelection())
        .contains(
            new Audit.Selection(
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-01T00:00:00Z"),
                "admin",
                "resident",
                "SCIM2",
                "Group",
                FakeAudit.RESOURCE,
                AuditRecord.Kind.UPDATE,
                "cause-1"));
  }

  @Test
  void all_mistakes_in_a_search_are_told_at_once() throws Exception {
    Reply refused =
        server.get("audit?from=yesterday&channel=door&resourceType=X&kind=y&resource=1");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().get("errors").orElseThrow().elements()).hasSize(5);
    assertThat(server.get("audit?who=admin").status()).isEqualTo(400);
  }

  @Test
  void a_record_tells_what_changed_and_where_it_is_in_the_chain() throws Exception {
    Reply record = server.get("audit/" + FakeAudit.RECORD);
    assertThat(record.status()).isEqualTo(200);
    assertThat(record.body().get("changed").orElseThrow().elements())
        .containsExactly(Value.text("displayName"), Value.text("members"));
    assertThat(record.body().complex("after").text("displayName")).contains("new");
    assertThat(record.body().text("link")).contains(FakeAudit.LINK);
    assertThat(server.get("audit/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void what_was_done_to_the_configuration_is_told_by_its_paths() throws Exception {
    Reply found = server.get("audit?kind=configure&resourceType=service-provider");
    assertThat(server.audit.lastSelection().map(Audit.Selection::kind))
        .contains(AuditRecord.Kind.CONFIGURE);
    assertThat(server.audit.lastSelection().map(Audit.Selection::type))
        .contains("service-provider");
    Attributes deed = objects(found.body(), "items").get(1);
    assertThat(deed.text("kind")).contains("configure");
    assertThat(deed.text("resourceType")).contains("target");
    assertThat(deed.text("action")).contains("replaced");
    assertThat(deed.text("name")).contains("hr");
    assertThat(deed.get("changed").orElseThrow().elements())
        .containsExactly(Value.text("settings.url"), Value.text("bindPassword"));

    Attributes details = server.get("audit/" + FakeAudit.DEED).body();
    assertThat(details.get("changed")).isEqualTo(deed.get("changed"));
    assertThat(details.complex("decisions").text("after")).contains(FakeAudit.LINK);
    assertThat(server.get("audit?kind=sign_in").status()).isEqualTo(200);
  }

  @Test
  void the_chain_is_verified_from_a_place_on() throws Exception {
    Reply whole = server.post("audit/verification", "{}");
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body().bool("intact")).contains(true);
    assertThat(server.audit.lastPlace()).isEmpty();

    server.audit.finds(
        new ChainReport(
            0, null, false, new ChainReport.Fault(8, null, ChainReport.Reason.GAP), 3, 0));
    Reply broken =
        server.post(
            "audit/verification",
            "{\"after\": {\"position\": 7, \"link\": \"" + FakeAudit.LINK + "\"}, \"most\": 10}");
    assertThat(server.audit.lastPlace()).contains(new ChainPlace(7, FakeAudit.LINK));
    assertThat(broken.body().bool("intact")).contains(false);
    assertThat(broken.body().complex("fault").text("reason")).contains("gap");

    Reply refused =
        server.post("audit/verification", "{\"after\": {\"position\": 0}, \"most\": 0}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().get("errors").orElseThrow().elements()).hasSizeGreaterThan(2);
  }

  @Test
  void erasing_takes_an_id_and_a_reason() throws Exception {
    String body = "{\"resource\": \"%s\", \"reason\": \"asked for\"}";
    Reply erased = server.post("audit/erasures", body.formatted(FakeAudit.RESOURCE));
    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.body().text("record")).contains(FakeAudit.RECORD.toString());
    assertThat(server.post("audit/erasures", body.formatted(UUID.randomUUID())).status())
        .isEqualTo(404);
    assertThat(server.post("audit/erasures", body.formatted("x")).status()).isEqualTo(400);
    assertThat(server.post("audit/erasures", "{}").status()).isEqualTo(400);
  }

  @Test
  void a_trace_goes_from_the_request_to_each_call() throws Exception {
    server.deliveries.add(OperationView.State.DONE);
    Reply trace = server.get("traces/" + FakeAudit.CAUSALITY);
    assertThat(trace.status()).isEqualTo(200);
    Attributes change = objects(trace.body(), "changes").get(0);
    Attributes operation = objects(change, "operations").get(0);
    assertThat(operation.text("state")).contains("done");
    assertThat(objects(operation, "calls")).isNotEmpty();
    assertThat(server.get("traces/unknown").status()).isEqualTo(404);
  }

  @Test
  void reading_the_journal_and_erasing_from_it_are_permissions_of_their_own() throws Exception {
    server.administrators.permit(Set.of(Permission.AUDIT_READ));
    assertThat(server.get("audit").status()).isEqualTo(200);
    String body = "{\"resource\": \"" + FakeAudit.RESOURCE + "\", \"reason\": \"r\"}";
    assertThat(server.post("audit/erasures", body).status()).isEqualTo(403);
    server.administrators.permit(Set.of(Permission.QUEUE_READ));
    assertThat(server.get("audit").status()).isEqualTo(403);
    assertThat(server.get("traces/x").status()).isEqualTo(403);
  }

  private static List<Attributes> objects(Attributes from, String name) {
    return from.get(name).map(Value::elements).orElse(List.of()).stream()
        .map(value -> ((Value.Complex) value).attributes())
        .toList();
  }

  @Test
  void the_chain_is_told_with_what_is_hashed_and_without_what_it_says() throws Exception {
    Reply first = server.get("audit/chain");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().text("next")).contains("1");
    assertThat(server.get("audit/chain?cursor=1").body().get("items")).isPresent();
  }
}
