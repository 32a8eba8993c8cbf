package io.tessera.scim.protocol.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.PatchReader;
import io.tessera.scim.protocol.ResourceReader;
import io.tessera.scim.protocol.SearchRequest;
import io.tessera.scim.protocol.bulk.BulkOutcome;
import io.tessera.scim.protocol.bulk.BulkReader;
import io.tessera.scim.protocol.bulk.BulkRequest;
import io.tessera.scim.protocol.bulk.BulkRun;
import io.tessera.scim.protocol.bulk.BulkWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies of requests, sensible and senseless, by the tens of thousands. */
class RequestFuzzTest {
  private static final int MANY = Integer.getInteger("fuzz.rounds", 20_000);
  private static final AttributesJson JSON = new AttributesJson();

  private int read;

  @ParameterizedTest
  @EnumSource(ResourceType.class)
  void a_patch_is_refused_or_has_only_steps_the_schema_knows(ResourceType type) {
    ResourceSchema schema = BuiltInSchemas.of(type);
    PatchReader reader = new PatchReader(schema);
    RandomDocuments documents = new RandomDocuments(new Random(11));
    each(documents::operations, body -> check(schema, reader.read(body)));
  }

  private static void check(ResourceSchema schema, Patch patch) {
    for (PatchOperation step : patch.operations()) {
      var target = step.targetIfAny().orElseThrow();
      assertThat(schema.definition(target.path())).isPresent();
      boolean removal = step.kind() == PatchOperation.Kind.REMOVE;
      assertThat(removal || step.valueIfAny().filter(v -> !v.isNone()).isPresent()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(ResourceType.class)
  void a_resource_is_refused_or_holds_nothing_only_the_server_says(ResourceType type) {
    ResourceReader reader = new ResourceReader(BuiltInSchemas.of(type));
    RandomDocuments documents = new RandomDocuments(new Random(12));
    each(
        documents::resource,
        body ->
            assertThat(reader.read(body).names())
                .noneMatch(n -> List.of("schemas", "id", "meta").contains(n.toLowerCase())));
  }

  @Test
  void a_search_is_refused_or_read() {
    RandomDocuments documents = new RandomDocuments(new Random(13));
    each(documents::operations, body -> assertThat(SearchRequest.read(body)).isNotNull());
  }

  @Test
  void a_bulk_request_is_refused_or_every_operation_is_answered_once() {
    RandomDocuments documents = new RandomDocuments(new Random(14));
    BulkReader reader = new BulkReader();
    each(documents::operations, body -> check(reader.read(body)));
  }

  private static void check(BulkRequest request) {
    BulkOutcome done = new BulkOutcome(200, null, null, null, null);
    int[] carriedOut = {0};
    var outcomes =
        new BulkRun(request)
            .run(
                (operation, target, data) -> {
                  carriedOut[0]++;
                  return done;
                },
                (operation, refused) -> new BulkOutcome(400, null, null, null, null));
    assertThat(outcomes).hasSameSizeAs(request.operations());
    assertThat(outcomes.stream().filter(done::equals).count()).isEqualTo(carriedOut[0]);
    assertThat(JSON.read(new BulkWriter().write(request, outcomes)).names()).contains("Operations");
  }

  @Test
  void bytes_that_were_json_are_refused_or_read() throws IOException {
    Random random = new Random(15);
    RandomDocuments documents = new RandomDocuments(random);
    Damage damage = new Damage(random);
    int refused = 0;
    for (int i = 0; i < MANY; i++) {
      byte[] body = damage.of(JSON.write(documents.operations()));
      try {
        Attributes again = JSON.read(new ByteArrayInputStream(body));
        assertThat(JSON.read(JSON.write(again))).isEqualTo(again);
      } catch (JsonFormatException broken) {
        assertThat(broken.getMessage()).endsWith(".");
        refused++;
      }
    }
    assertThat(refused).isBetween(MANY / 4, MANY - 1);
  }

  private void each(java.util.function.Supplier<Attributes> documents, Consumer<Attributes> test) {
    for (int i = 0; i < MANY; i++) {
      Attributes body = documents.get();
      try {
        test.accept(body);
        read++;
      } catch (RejectedException refused) {
        assertThat(refused.problems()).allMatch(problem -> !problem.detail().isBlank());
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("for " + new String(JSON.write(body), UTF_8), failure);
      }
    }
    assertThat(read).as("some were read").isPositive();
  }
}
