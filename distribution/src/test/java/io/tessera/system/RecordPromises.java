package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the description of the administration API says that each operation leaves in the journal,
 * compared with what it leaves.
 */
final class RecordPromises {
  private static final Set<String> READING = Set.of("get", "head", "options");

  private final Http auditor;
  private final Map<String, String> promised = new TreeMap<>();
  private final Set<String> tried = new TreeSet<>();

  RecordPromises(Http auditor) throws IOException {
    this.auditor = auditor;
    JsonNode paths = auditor.get("/api/v1/openapi.json").successful().json().path("paths");
    paths
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        operation -> add(path.getKey(), operation.getKey(), operation.getValue())));
  }

  private void add(String path, String method, JsonNode operation) {
    if (!READING.contains(method)) {
      promised.put(method.toUpperCase() + " " + path, operation.path("x-record").asText());
    }
  }

  /** Those that no answer was given of yet. */
  Set<String> untried() {
    Set<String> untried = new TreeSet<>(promised.keySet());
    untried.removeAll(tried);
    return untried;
  }

  /**
   * Looks whether a request did what is promised.
   *
   * @param operation e.g. {@code PUT /targets/{id}}
   */
  Http.Answer kept(String operation, Http.Answer answer) throws IOException {
    answer.successful();
    assertThat(promised).containsKey(operation);
    List<String> left = records(answer.header("X-Causality-Id"));
    String promise = promised.get(operation);
    if (promise.equals("none")) {
      assertThat(left).as(operation).isEmpty();
    } else {
      assertThat(left).as(operation).anyMatch(record -> (record + " ").startsWith(promise + " "));
    }
    tried.add(operation);
    return answer;
  }

  /** Kind and type of each. */
  private List<String> records(String causality) throws IOException {
    assertThat(causality).isNotBlank();
    List<String> records = new ArrayList<>();
    auditor
        .get("/api/v1/audit?causality=" + causality)
        .successful()
        .json()
        .path("items")
        .forEach(
            record ->
                records.add(
                    record.path("kind").asText() + " " + record.path("resourceType").asText()));
    return records;
  }
}
