package io.tessera.scim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.bulk.BulkReader;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
  private static final AttributesJson JSON = new AttributesJson();
  private static final ResourceSchema USERS = BuiltInSchemas.of(ResourceType.USER);
  private static final Limits SMALL = new Limits(60, 4, 2, 2, 3, 2, 10);

  private final FilterParser filters = new FilterParser(USERS, SMALL);

  @Test
  void a_filter_up_to_the_limits_is_read() {
    assertThat(filters.filter("title pr and not (active eq true)")).isNotNull();
    assertThat(filters.filter("((title pr))")).isNotNull();
    assertThat(filters.filter("title eq \"" + "a".repeat(49) + "\"")).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("filtersBeyond")
  void a_filter_beyond_the_limits_is_refused_and_told_which(String filter, String told) {
    RejectedException refused =
        catchThrowableOfType(RejectedException.class, () -> filters.filter(filter));
    assertThat(refused.first().kind()).isEqualTo(Kind.INVALID_FILTER);
    assertThat(refused.first().detail()).contains(told);
  }

  private static Stream<Arguments> filtersBeyond() {
    return Stream.of(
        arguments("title eq \"" + "a".repeat(50) + "\"", "60 characters"),
        arguments("title pr or title pr or title pr or title pr", "4 conditions"),
        arguments("(((title pr)))", "deep"),
        arguments("not (not (not (title pr)))", "deep"));
  }

  @Test
  void a_path_beyond_the_limits_is_an_invalid_path() {
    String path = "emails[value eq \"" + "a".repeat(60) + "\"]";
    RejectedException refused =
        catchThrowableOfType(RejectedException.class, () -> filters.target(path));
    assertThat(refused.first().kind()).isEqualTo(Kind.INVALID_PATH);
  }

  @Test
  void a_patch_has_limited_operations_with_limited_values() {
    PatchReader patches = new PatchReader(USERS, SMALL);
    assertThat(patches.read(patch(2, 3)).operations()).hasSize(2);
    assertTooMany(() -> patches.read(patch(3, 1)), Kind.TOO_MANY, "At most 2 operations");
    assertTooMany(() -> patches.read(patch(1, 4)), Kind.TOO_MANY, "at most 3 values");
  }

  private static Attributes patch(int operations, int values) {
    String list = "[" + repeated("{\"value\":\"a@x\"}", values) + "]";
    return request(
        ScimUrns.PATCH_OP,
        "{\"op\":\"add\",\"path\":\"emails\",\"value\":" + list + "}",
        operations);
  }

  @Test
  void a_bulk_request_has_limited_operations() {
    BulkReader bulk = new BulkReader(SMALL.bulkOperations());
    String operation = "{\"method\":\"DELETE\",\"path\":\"/Users/1\"}";
    assertThat(bulk.read(request(ScimUrns.BULK_REQUEST, operation, 2)).operations()).hasSize(2);
    assertTooMany(
        () -> bulk.read(request(ScimUrns.BULK_REQUEST, operation, 3)),
        Kind.TOO_LARGE,
        "At most 2 operations");
  }

  private static void assertTooMany(Runnable reading, Kind kind, String told) {
    RejectedException refused = catchThrowableOfType(RejectedException.class, reading::run);
    assertThat(refused.first().kind()).isEqualTo(kind);
    assertThat(refused.first().detail()).contains(told);
  }

  private static Attributes request(String schema, String operation, int operations) {
    String body =
        "{\"schemas\":[\""
            + schema
            + "\"],\"Operations\":["
            + repeated(operation, operations)
            + "]}";
    return JSON.read(body.getBytes(UTF_8));
  }

  private static String repeated(String part, int times) {
    return String.join(",", Collections.nCopies(times, part));
  }

  @Test
  void clients_are_told_the_limits_that_scim_has_a_place_for() {
    Discovery discovery = new Discovery(List.of(USERS), "https://x/scim2", SMALL, 4711);
    Attributes config = JSON.read(discovery.serviceProviderConfig());
    assertThat(config.complex("bulk"))
        .isEqualTo(
            JSON.read(
                "{\"supported\":true,\"maxOperations\":2,\"maxPayloadSize\":4711}"
                    .getBytes(UTF_8)));
    assertThat(config.complex("filter"))
        .isEqualTo(JSON.read("{\"supported\":true,\"maxResults\":10}".getBytes(UTF_8)));
    assertThat(JSON.write(config.complex("pagination")))
        .asString(UTF_8)
        .contains("\"defaultPageSize\":10", "\"maxPageSize\":10");
  }

  @Test
  void limits_that_cannot_be_kept_are_refused_by_name() {
    assertThatThrownBy(() -> new Limits(60, 4, 201, 2, 3, 2, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("filterDepth must be from 1 to 200, not 201");
    assertThatThrownBy(() -> new Limits(60, 4, 2, 2, 3, 2, 0)).hasMessageContaining("pageSize");
  }

  @Test
  void the_deepest_filter_that_can_be_allowed_fits_on_a_small_stack() throws Exception {
    Limits deepest = new Limits(100_000, 1_000, 200, 1, 1, 1, 1);
    String written = "not (".repeat(200) + "title pr" + ")".repeat(200);
    int smallStack = 256 * 1024;
    Throwable[] failure = new Throwable[1];
    Thread reader =
        new Thread(
            null, () -> new FilterParser(USERS, deepest).filter(written), "small", smallStack);
    reader.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
    reader.start();
    reader.join(Duration.ofSeconds(20).toMillis());
    assertThat(failure[0]).isNull();
    assertThat(reader.isAlive()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("floods")
  @Timeout(5)
  void floods_are_refused_at_once(String filter) {
    FilterParser generous = new FilterParser(USERS, new Limits(10_000_000, 32, 32, 1, 1, 1, 1));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> generous.filter(filter))
          .isInstanceOf(RejectedException.class)
          .message()
          .hasSizeLessThan(500);
      assertThatThrownBy(() -> generous.target(filter)).isInstanceOf(RejectedException.class);
      assertThatThrownBy(() -> filters.filter(filter)).isInstanceOf(RejectedException.class);
    }
  }

  private static Stream<String> floods() {
    return Stream.of(
        "title pr or ".repeat(10_000) + "title pr",
        "(".repeat(10_000),
        "(".repeat(10_000) + "title pr" + ")".repeat(10_000),
        "not (".repeat(10_000),
        "emails[".repeat(10_000),
        "emails[type eq \"a\" and not (".repeat(10_000),
        "a".repeat(2_000_000),
        "a.".repeat(1_000_000),
        "urn:".repeat(500_000),
        " ".repeat(2_000_000),
        "title eq \"" + "\\u0041".repeat(300_000),
        "title eq " + "9".repeat(2_000_000),
        "title eq 1e" + "9".repeat(50),
        "\"".repeat(1_000_000),
        "\u0000".repeat(1_000_000));
  }
}
