package io.tessera.scim.protocol.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkTest {
  private static final AttributesJson JSON = new AttributesJson();
  private static final String HEAD =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],";

  /** What was executed, in order: method, target and data. */
  private final List<String> executed = new ArrayList<>();

  private static BulkRequest read(String rest) {
    return new BulkReader(5).read(JSON.read((HEAD + rest + "}").getBytes(UTF_8)));
  }

  private static BulkRequest operations(String... operations) {
    return read("\"Operations\":[" + String.join(",", operations) + "]");
  }

  private static String post(String bulkId, String refersTo) {
    return "{\"method\":\"POST\",\"path\":\"/Groups\",\"bulkId\":\""
        + bulkId
        + "\",\"data\":{\"members\":[{\"value\":\""
        + refersTo
        + "\"}]}}";
  }

  private List<Integer> statuses(BulkRequest request) {
    List<Integer> statuses = new ArrayList<>();
    for (BulkOutcome outcome : run(request)) {
      statuses.add(outcome == null ? 0 : outcome.status());
    }
    return statuses;
  }

  private List<@Nullable BulkOutcome> run(BulkRequest request) {
    return new BulkRun(request)
        .run(
            (operation, target, data) -> {
              if (data.text("fail").isPresent()) {
                throw RejectedException.of(Problem.Kind.UNIQUENESS, "taken");
              }
              executed.add(
                  operation.method() + " " + target + " " + new String(JSON.write(data), UTF_8));
              String id = "id-" + operation.bulkIdIfAny().orElse("none");
              return new BulkOutcome(201, id, "/x/" + id, "W/\"1\"", null);
            },
            (operation, problems) ->
                new BulkOutcome(
                    problems.get(0).kind() == Problem.Kind.CONFLICT ? 409 : 400,
                    null,
                    null,
                    null,
                    problems.get(0).detail().getBytes(UTF_8)));
  }

  @Test
  void what_is_referred_to_comes_first_and_the_rest_stays_in_order() {
    assertThat(
            statuses(
                operations(post("a", "x"), post("b", "bulkId:d"), post("c", "y"), post("d", "z"))))
        .containsOnly(201);
    assertThat(executed)
        .containsExactly(
            "POST null {\"members\":[{\"value\":\"x\"}]}",
            "POST null {\"members\":[{\"value\":\"z\"}]}",
            "POST null {\"members\":[{\"value\":\"id-d\"}]}",
            "POST null {\"members\":[{\"value\":\"y\"}]}");
  }

  @Test
  void references_in_paths_of_operations_and_of_patches_are_resolved() {
    run(
        operations(
            "{\"method\":\"patch\",\"path\":\"/Users/bulkId:a\",\"data\":{\"Operations\":[{\"op\":\"remove\",\"path\":\"members[value"
                + " eq \\\"bulkId:a\\\"]\"}]}}",
            post("a", "x")));
    assertThat(executed.get(1))
        .isEqualTo(
            "PATCH id-a {\"Operations\":[{\"op\":\"remove\",\"path\":\"members[value eq"
                + " \\\"id-a\\\"]\"}]}");
  }

  @Test
  void a_circle_is_a_conflict_for_those_in_it_and_behind_it_only() {
    assertThat(
            statuses(
                operations(
                    post("a", "bulkId:b"),
                    post("b", "bulkId:c"),
                    post("c", "bulkId:b"),
                    post("d", "bulkId:d"),
                    post("e", "x"))))
        .containsExactly(409, 409, 409, 409, 201);
  }

  @Test
  void what_refers_to_a_failure_fails_and_what_refers_to_nothing_is_told() {
    BulkRequest request =
        operations(
            "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"a\",\"data\":{\"fail\":\"yes\"}}",
            post("b", "bulkId:a"),
            post("c", "bulkId:unknown"));
    assertThat(statuses(request)).containsExactly(400, 409, 400);
    assertThat(executed).isEmpty();
  }

  @Test
  void after_the_last_accepted_error_nothing_is_tried() {
    BulkRequest request =
        read(
            "\"failOnErrors\":2,\"Operations\":["
                + String.join(",", "{}", post("a", "x"), post("b", "bulkId:none"), post("c", "y"))
                + "]");
    assertThat(statuses(request)).containsExactly(400, 201, 400, 0);
  }

  @Test
  void everything_wrong_with_an_operation_is_told() {
    assertThat(
            operations("{\"method\":\"GET\",\"path\":\"/Robots/1\"}")
                .operations()
                .get(0)
                .problems())
        .extracting(problem -> problem.path() == null ? "" : problem.path().toString())
        .containsExactly("method", "path", "data");
    assertThat(
            operations("{\"method\":\"POST\",\"path\":\"/Users/1\",\"data\":{}}")
                .operations()
                .get(0)
                .problems())
        .extracting(problem -> problem.path() == null ? "" : problem.path().toString())
        .containsExactly("path", "bulkId");
    assertThat(operations(post("a", "x"), post("a", "y")).operations().get(1).problems())
        .hasSize(1);
    assertThat(operations("7").operations().get(0).problems()).isNotEmpty();
  }

  @Test
  void a_request_that_is_none_or_too_large_is_refused_as_a_whole() {
    assertThatThrownBy(() -> read("\"Operations\":[]")).isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> read("\"failOnErrors\":\"x\",\"Operations\":[{}]"))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> operations("{}", "{}", "{}", "{}", "{}", "{}"))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.first().kind()).isEqualTo(Problem.Kind.TOO_LARGE));
    assertThatThrownBy(() -> new BulkReader().read(Attributes.empty()))
        .isInstanceOf(RejectedException.class);
  }

  @Test
  void a_very_long_chain_of_references_is_no_trouble() {
    int many = 10_000;
    List<String> chain = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      chain.add(post("b" + i, "bulkId:b" + (i + 1)));
    }
    chain.add(post("b" + many, "x"));
    BulkRequest request =
        new BulkReader(many + 1)
            .read(
                JSON.read(
                    (HEAD + "\"Operations\":[" + String.join(",", chain) + "]}").getBytes(UTF_8)));
    assertThat(statuses(request)).containsOnly(201);
    assertThat(executed).hasSize(many + 1);
  }

  @Test
  void the_answer_has_the_outcomes_that_there_are() {
    BulkRequest request =
        operations(post("a", "x"), "{\"method\":\"DELETE\",\"path\":\"/Users/1\"}");
    List<@Nullable BulkOutcome> outcomes = new ArrayList<>();
    outcomes.add(new BulkOutcome(201, "1", "https://x/1", "W/\"1\"", null));
    outcomes.add(null);
    assertThat(new String(new BulkWriter().write(request, outcomes), UTF_8))
        .isEqualTo(
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkResponse\"],\"Operations\":["
                + "{\"location\":\"https://x/1\",\"method\":\"POST\",\"bulkId\":\"a\","
                + "\"version\":\"W/\\\"1\\\"\",\"status\":\"201\"}]}");
  }
}
