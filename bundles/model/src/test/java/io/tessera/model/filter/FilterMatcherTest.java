package io.tessera.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterMatcherTest {
  private final FilterMatcher matcher = new FilterMatcher(BuiltInSchemas.of(ResourceType.USER));
  private final Attributes alice =
      Attributes.builder()
          .put("id", "2819c223")
          .put("userName", "Alice")
          .put("active", true)
          .put(
              "meta",
              Value.complex(
                  Attributes.builder().put("lastModified", "2026-03-01T10:00:00Z").build()))
          .put("emails", Value.many(List.of(email("work", "A@x"), email("home", "b@x"))))
          .build();

  @Test
  void names_are_compared_without_regard_to_case_ids_exactly() {
    assertThat(matches("userName", Operator.EQ, Value.text("aLICE"))).isTrue();
    assertThat(matches("id", Operator.EQ, Value.text("2819C223"))).isFalse();
  }

  @Test
  void a_multi_valued_attribute_matches_when_one_value_does() {
    assertThat(matches(AttributePath.of("emails", "value"), Operator.SW, Value.text("B@")))
        .isTrue();
    assertThat(matches("emails", Operator.CO, Value.text("a@"))).isTrue();
  }

  @Test
  void brackets_ask_for_one_element_that_satisfies_everything() {
    assertThat(matcher.matches(workAnd("a@x"), alice)).isTrue();
    assertThat(matcher.matches(workAnd("b@x"), alice)).isFalse();
  }

  @Test
  void dates_are_compared_as_instants_whatever_their_zone() {
    AttributePath modified = AttributePath.of("meta", "lastModified");

    assertThat(matches(modified, Operator.EQ, Value.text("2026-03-01T11:00:00+01:00"))).isTrue();
    assertThat(matches(modified, Operator.GT, Value.text("2026-03-01T10:30:00+01:00"))).isTrue();
    assertThat(matches(modified, Operator.LT, Value.text("2026-03-01T10:00:00Z"))).isFalse();
  }

  @Test
  void what_is_absent_matches_nothing_but_ne_and_not() {
    AttributePath title = AttributePath.of("title");

    assertThat(matches("title", Operator.EQ, Value.text("x"))).isFalse();
    assertThat(matches("title", Operator.LT, Value.text("x"))).isFalse();
    assertThat(matches("title", Operator.NE, Value.text("x"))).isTrue();
    assertThat(matcher.matches(new Filter.Present(title), alice)).isFalse();
    assertThat(matcher.matches(new Filter.Not(new Filter.Present(title)), alice)).isTrue();
  }

  @Test
  void truth_values_have_equality_only() {
    assertThat(matches("active", Operator.EQ, Value.bool(true))).isTrue();
    assertThat(matches("active", Operator.NE, Value.bool(true))).isFalse();
    assertThat(matches("active", Operator.EQ, Value.text("true"))).isFalse();
  }

  private static Filter workAnd(String address) {
    return new Filter.Element(
        AttributePath.of("emails"),
        new Filter.And(
            List.of(
                new Filter.Compare(AttributePath.of("type"), Operator.EQ, Value.text("work")),
                new Filter.Compare(AttributePath.of("value"), Operator.EQ, Value.text(address)))));
  }

  private boolean matches(String name, Operator operator, Value literal) {
    return matches(AttributePath.of(name), operator, literal);
  }

  private boolean matches(AttributePath path, Operator operator, Value literal) {
    return matcher.matches(new Filter.Compare(path, operator, literal), alice);
  }

  private static Value email(String type, String value) {
    return Value.complex(Attributes.builder().put("type", type).put("value", value).build());
  }
}
