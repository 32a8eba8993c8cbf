package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Many numbered users at once, by bulk requests that must succeed. */
final class BulkUsers {
  private static final String BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
  private static final int AT_ONCE = 200;
  private static final int CLIENTS = 4;
  private final TesseraServer tessera;
  private final Map<Integer, String> locations = new ConcurrentHashMap<>();

  BulkUsers(TesseraServer tessera) {
    this.tessera = tessera;
  }

  /**
   * Creates users.
   *
   * @param from the first number
   * @param to behind the last one
   */
  void create(int from, int to) throws InterruptedException {
    inParts(
        from,
        to,
        (number, operation) -> {
          operation.put("method", "POST").put("path", "/Users").put("bulkId", "b" + number);
          operation.set("data", Http.JSON.valueToTree(tree(number)));
        },
        "201");
  }

  private static JsonNode tree(int number) {
    try {
      return Http.JSON.readTree(User.user("q" + number).title("1").json());
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Deletes users that were created before. */
  void delete(int from, int to) throws InterruptedException {
    inParts(
        from,
        to,
        (number, operation) -> {
          String location = locations.remove(number);
          operation.put("method", "DELETE");
          operation.put("path", location.substring(location.indexOf("/Users/")));
        },
        "204");
  }

  private void inParts(int from, int to, BiConsumer<Integer, ObjectNode> each, String status)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int first = next.getAndAdd(AT_ONCE);
                    first < to;
                    first = next.getAndAdd(AT_ONCE)) {
                  send(first, Math.min(to, first + AT_ONCE), each, status);
                }
              },
              "bulk-" + i);
      thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  private void send(int from, int to, BiConsumer<Integer, ObjectNode> each, String status) {
    ObjectNode bulk = Http.JSON.createObjectNode();
    bulk.putArray("schemas").add(BULK);
    ArrayNode operations = bulk.putArray("Operations");
    for (int number = from; number < to; number++) {
      each.accept(number, operations.addObject());
    }
    JsonNode answers;
    try {
      answers = tessera.http().post("/scim2/Bulk", bulk.toString()).successful().json();
    } catch (IOException unanswered) {
      throw new AssertionError(unanswered);
    }
    assertThat(answers.path("Operations")).hasSize(to - from);
    for (int i = 0; i < to - from; i++) {
      JsonNode answer = answers.path("Operations").get(i);
      assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo(status);
      if (answer.hasNonNull("location")) {
        locations.put(from + i, answer.path("location").asText());
      }
    }
  }
}
