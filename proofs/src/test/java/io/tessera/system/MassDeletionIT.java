package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half of all users are deleted at once. A hundred of the deletions (5 % of 2,000) reach the
 * target, the others wait for a person, and nothing else waits with them.
 */
class MassDeletionIT {
  private static final int USERS = 2_000;
  private static final int DELETED = 1_000;
  private static final int MOST = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  @TempDir Path folder;

  /** What a person decides about the batch. */
  private interface Decision {
    Http.Answer about(Http http, String batch) throws IOException;
  }

  @Test
  void a_mass_deletion_waits_for_a_person_and_is_carried_out_when_allowed() throws Exception {
    prove(
        "allowed",
        (http, batch) -> http.post("/api/v1/held-batches/" + batch + "/allow", ""),
        USERS - DELETED);
  }

  @Test
  void a_mass_deletion_that_is_rejected_leaves_the_accounts_alone() throws Exception {
    assumeTrue(Form.isLong(), "in the long form only");
    prove(
        "rejected",
        (http, batch) ->
            http.post("/api/v1/held-batches/" + batch + "/reject", "{\"reason\":\"a mistake\"}"),
        USERS - MOST);
  }

  private void prove(String decided, Decision decision, int left) throws Exception {
    Instant begin = Instant.now();
    try (RecordingScim scim = RecordingScim.started();
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      Connections connections = tessera.connections();
      String target =
          connections.addTarget(
              "service", "io.tessera.connector.scim2", RecordingScim.settings(scim.port()));
      BulkUsers users = new BulkUsers(tessera);
      users.create(0, USERS);
      connections.awaitDelivered(target, PATIENCE);
      assertThat(scim.size()).isEqualTo(USERS);

      users.delete(0, DELETED);
      Eventually.holds(
          PATIENCE, () -> assertThat(held(connections, target)).isEqualTo(DELETED - MOST));
      int sent = scim.deletions();
      assertThat(sent).isLessThanOrEqualTo(MOST);
      tessera.scim().create(User.user("meanwhile"));
      Eventually.holds(() -> assertThat(scim.size()).isEqualTo(USERS - sent + 1));
      assertThat(scim.deletions()).isEqualTo(sent);

      for (JsonNode batch : batches(tessera.http())) {
        decision.about(tessera.http(), batch.path("id").asText()).successful();
      }
      Eventually.holds(PATIENCE, () -> assertThat(scim.size()).isEqualTo(left + 1));
      connections.awaitDelivered(target, PATIENCE);
      assertThat(held(connections, target)).isZero();
      new Figures(
              "P8",
              DELETED + " of " + USERS + " users deleted at once, the rest " + decided,
              DELETED,
              USERS + DELETED + 1,
              scim.size() == left + 1 ? scim.chronicle() : missing(scim.size(), left + 1),
              Duration.between(begin, Instant.now()),
              sent + " deletions sent, " + (DELETED - sent) + " held and " + decided)
          .tell();
    }
  }

  private static Balance missing(int there, int expected) {
    return new Balance(
        List.of(there + " accounts instead of " + expected), List.of(), List.of(), List.of());
  }

  private static long held(Connections connections, String target) throws IOException {
    return connections.status(target).path("held").asLong();
  }

  private static List<JsonNode> batches(Http http) throws IOException {
    List<JsonNode> batches = new ArrayList<>();
    http.get("/api/v1/held-batches?state=open")
        .successful()
        .json()
        .path("items")
        .forEach(batches::add);
    return batches;
  }
}
