package io.tessera.provisioning.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.patch.PatchOperation.Kind;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatchApplicationTest {
  private static final AttributePath EMAILS = AttributePath.of("emails");
  private static final AttributePath WORK_VALUE = AttributePath.of("emails", "value");
  private static final Filter WORK =
      new Filter.Compare(AttributePath.of("type"), Operator.EQ, Value.text("work"));

  private final Attributes alice =
      Attributes.builder()
          .put("userName", "alice")
          .put("name", complex("givenName", "Alice", "familyName", "A"))
          .put("emails", Value.many(List.of(email("work", "w@x"), email("home", "h@x"))))
          .build();

  @Test
  void replacing_a_sub_attribute_keeps_the_others() {
    Attributes after = patched(step(Kind.REPLACE, AttributePath.of("name", "givenName"), "Ali"));

    assertThat(after.complex("name").text("givenName")).contains("Ali");
    assertThat(after.complex("name").text("familyName")).contains("A");
  }

  @Test
  void replacing_in_a_selected_element_changes_only_that_one() {
    Attributes after = patched(selected(Kind.REPLACE, WORK_VALUE, WORK, Value.text("new@x")));

    assertThat(texts(after, "emails", "value")).containsExactly("new@x", "h@x");
  }

  @Test
  void adding_to_a_selected_element_that_is_missing_makes_it() {
    Attributes start = alice.without("emails");

    Attributes after = patched(start, selected(Kind.ADD, WORK_VALUE, WORK, Value.text("new@x")));

    assertThat(texts(after, "emails", "value")).containsExactly("new@x");
    assertThat(texts(after, "emails", "type")).containsExactly("work");
  }

  @Test
  void replacing_a_selected_element_that_is_missing_is_no_target() {
    assertThatThrownBy(
            () ->
                patched(
                    alice.without("emails"),
                    selected(Kind.REPLACE, WORK_VALUE, WORK, Value.text("new@x"))))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.first().kind()).isEqualTo(Problem.Kind.NO_TARGET));
  }

  @Test
  void adding_a_value_that_is_there_changes_nothing() {
    Attributes after =
        patched(
            new PatchOperation(
                Kind.ADD,
                new PatchTarget(EMAILS, null),
                Value.many(List.of(email("work", "w@x")))));

    assertThat(after).isEqualTo(alice);
  }

  @Test
  void a_new_primary_value_takes_it_from_the_old_one() {
    Value old = Value.complex(Attributes.builder().put("value", "a").put("primary", true).build());
    Value fresh =
        Value.complex(Attributes.builder().put("value", "b").put("primary", true).build());

    Attributes after =
        patched(
            alice.with("emails", Value.many(List.of(old))),
            new PatchOperation(
                Kind.ADD, new PatchTarget(EMAILS, null), Value.many(List.of(fresh))));

    assertThat(after.at(AttributePath.of("emails", "primary")))
        .contains(Value.many(List.of(Value.bool(false), Value.bool(true))));
  }

  @Test
  void removing_with_a_list_of_values_removes_just_those() {
    Attributes after =
        patched(
            new PatchOperation(
                Kind.REMOVE,
                new PatchTarget(EMAILS, null),
                Value.many(List.of(complex("value", "w@x")))));

    assertThat(texts(after, "emails", "value")).containsExactly("h@x");
  }

  @Test
  void removing_selected_elements_leaves_the_others() {
    Attributes after = patched(selected(Kind.REMOVE, EMAILS, WORK, null));

    assertThat(texts(after, "emails", "value")).containsExactly("h@x");
  }

  @Test
  void an_operation_without_a_path_sets_all_that_it_names_in_any_case() {
    Attributes after =
        patched(
            new PatchOperation(
                Kind.REPLACE,
                null,
                Value.complex(
                    Attributes.builder()
                        .put("DISPLAYNAME", "Alice A")
                        .put("name.familyName", "B")
                        .put(BuiltInSchemas.ENTERPRISE_URN, complex("department", "R"))
                        .build())));

    assertThat(after.text("displayName")).contains("Alice A");
    assertThat(after.complex("name").text("familyName")).contains("B");
    assertThat(after.complex(BuiltInSchemas.ENTERPRISE_URN).text("department")).contains("R");
  }

  @Test
  void what_only_the_server_sets_is_refused_by_its_path() {
    assertThatThrownBy(() -> patched(step(Kind.REPLACE, AttributePath.of("groups"), "x")))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.first().kind()).isEqualTo(Problem.Kind.MUTABILITY));
  }

  @Test
  void removing_without_a_path_is_no_target() {
    assertThatThrownBy(() -> patched(new PatchOperation(Kind.REMOVE, null, null)))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.first().kind()).isEqualTo(Problem.Kind.NO_TARGET));
  }

  @Test
  void marking_a_selected_element_primary_takes_the_mark_from_the_others() {
    Value marked =
        Value.complex(Attributes.builder().put("value", "p@x").put("primary", true).build());
    Attributes start = alice.with("emails", Value.many(List.of(marked, email("home", "h@x"))));
    Filter home = new Filter.Compare(AttributePath.of("type"), Operator.EQ, Value.text("home"));

    Attributes after =
        patched(
            start,
            selected(Kind.REPLACE, AttributePath.of("emails", "primary"), home, Value.bool(true)));

    assertThat(after.at(AttributePath.of("emails", "primary")))
        .contains(Value.many(List.of(Value.bool(false), Value.bool(true))));
  }

  @Test
  void what_is_required_cannot_be_removed() {
    assertThatThrownBy(
            () ->
                patched(
                    new PatchOperation(
                        Kind.REMOVE, new PatchTarget(AttributePath.of("userName"), null), null)))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.first().kind()).isEqualTo(Problem.Kind.MUTABILITY));
  }

  @Test
  void members_of_a_group_are_set_aside_as_steps() {
    String member = UUID.randomUUID().toString();
    PatchApplication application =
        new PatchApplication(
            BuiltInSchemas.of(ResourceType.GROUP),
            Attributes.builder().put("displayName", "staff").build());
    Filter one = new Filter.Compare(AttributePath.of("value"), Operator.EQ, Value.text(member));

    application.apply(
        new Patch(
            List.of(
                new PatchOperation(
                    Kind.ADD,
                    new PatchTarget(AttributePath.of("members"), null),
                    Value.many(List.of(complex("value", member)))),
                selected(Kind.REMOVE, AttributePath.of("members"), one, null))));

    assertThat(application.membershipSteps())
        .hasExactlyElementsOfTypes(MembershipStep.Add.class, MembershipStep.Remove.class);
  }

  private Attributes patched(PatchOperation step) {
    return patched(alice, step);
  }

  private static Attributes patched(Attributes start, PatchOperation step) {
    return new PatchApplication(BuiltInSchemas.of(ResourceType.USER), start)
        .apply(new Patch(List.of(step)));
  }

  private static PatchOperation step(Kind kind, AttributePath path, String value) {
    return new PatchOperation(kind, new PatchTarget(path, null), Value.text(value));
  }

  private static PatchOperation selected(
      Kind kind, AttributePath path, Filter selection, @Nullable Value value) {
    return new PatchOperation(kind, new PatchTarget(path, selection), value);
  }

  private static Value email(String type, String value) {
    return complex("type", type, "value", value);
  }

  private static Value complex(String... pairs) {
    Attributes.Builder builder = Attributes.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      builder.put(pairs[i], pairs[i + 1]);
    }
    return Value.complex(builder.build());
  }

  private static List<String> texts(Attributes attributes, String name, String sub) {
    return attributes.at(AttributePath.of(name, sub)).stream()
        .flatMap(v -> v.elements().stream())
        .map(v -> ((Value.Text) v).value())
        .toList();
  }
}
