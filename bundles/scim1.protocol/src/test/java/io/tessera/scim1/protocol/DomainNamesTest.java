package io.tessera.scim1.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.scim1.protocol.DomainNames.Located;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNamesTest {
  private final DomainNames names =
      new DomainNames("PRIMARY", written -> Optional.of("SALES").filter(written::equalsIgnoreCase));

  @ParameterizedTest
  @CsvSource({
    "alice,,alice",
    "SALES/alice,SALES,alice",
    "sales/alice,SALES,alice",
    "primary/alice,PRIMARY,alice",
    "SALES/a/b,SALES,a/b",
    "UNKNOWN/alice,,UNKNOWN/alice",
    "/alice,,/alice",
  })
  void a_prefix_that_is_a_domain_is_taken_off(String written, String domain, String name) {
    assertThat(names.name(written)).isEqualTo(new Located<>(domain, name));
  }

  @Test
  void a_body_says_where_it_belongs() {
    assertThat(
            names.body(
                ResourceType.USER, Json.read("{'USERNAME':'SALES/alice','displayName':'SALES/x'}")))
        .isEqualTo(
            new Located<>("SALES", Json.read("{'USERNAME':'alice','displayName':'SALES/x'}")));
  }

  @Test
  void a_role_is_no_group() {
    assertThatThrownBy(
            () -> names.body(ResourceType.GROUP, Json.read("{'displayName':'Internal/x'}")))
        .isInstanceOfSatisfying(
            RejectedException.class,
            refused -> assertThat(refused.first().kind()).isEqualTo(Kind.NOT_SUPPORTED));
  }

  @Test
  void a_filter_says_where_to_look() {
    Scim1Filters filters = new Scim1Filters(BuiltInSchemas.of(ResourceType.USER));
    Located<Filter> located =
        names.filter(
            ResourceType.USER,
            filters.filter("not (userName eq SALES/alice) and (title pr or userName sw Sales/b)"));
    assertThat(located)
        .isEqualTo(
            new Located<>(
                "SALES",
                filters.filter("not (userName eq alice) and (title pr or userName sw b)")));
    assertThatThrownBy(
            () ->
                names.filter(
                    ResourceType.USER,
                    filters.filter("userName eq SALES/alice or userName eq PRIMARY/bob")))
        .isInstanceOf(RejectedException.class);
  }

  private static Resource user(String domain, String body) {
    Attributes attributes = Json.read(body);
    return new Resource(
        ResourceType.USER,
        new ResourceId(new UUID(0, 1)),
        domain,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        attributes);
  }

  @Test
  void names_outside_the_primary_domain_are_shown_with_it() {
    String groups = "'groups':[{'value':'1','display':'staff'}]";
    assertThat(
            Json.write(
                names.shown(user("SALES", "{'userName':'alice'," + groups + "}")).attributes()))
        .isEqualTo("{'userName':'SALES/alice','groups':[{'value':'1','display':'SALES/staff'}]}");
    Resource primary = user("PRIMARY", "{'userName':'alice'," + groups + "}");
    assertThat(names.shown(primary)).isSameAs(primary);
  }

  @Test
  void what_is_shown_is_read_back_as_the_same() {
    for (String name : List.of("alice", "SALES/alice", "PRIMARY/alice", "R/D")) {
      Resource shown = names.shown(user("PRIMARY", "{'userName':'" + name + "'}"));
      Located<String> read = names.name(shown.name());
      assertThat(read.value()).as(name).isEqualTo(name);
      assertThat(read.domainIfAny().orElse("PRIMARY")).isEqualTo("PRIMARY");
    }
  }
}
