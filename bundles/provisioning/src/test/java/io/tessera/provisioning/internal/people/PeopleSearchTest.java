package io.tessera.provisioning.internal.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Entitlements;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.RoleDocument;
import io.tessera.provisioning.internal.roles.HeldEntitlements;
import io.tessera.store.jpa.internal.DerbyForTests;
import io.tessera.store.spi.Assignments.Assignment;
import io.tessera.store.spi.Assignments.Origin;
import io.tessera.store.spi.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleSearchTest {
  private static final Caller ADMIN = Caller.internal("admin", "test");
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private DerbyForTests derby;
  private Store store;
  private LiveConfiguration configuration;
  private People people;

  @BeforeAll
  void open() throws Exception {
    derby = new DerbyForTests();
  }

  @AfterAll
  void close() {
    derby.close();
  }

  @BeforeEach
  void clear() throws Exception {
    derby.clear();
    store = derby.store();
    configuration = new LiveConfiguration(store, new CelExpressionEngine());
    people = new PeopleSearch(store, configuration);
  }

  @Test
  void users_are_listed_by_user_name_page_by_page() {
    Stream.of("dora", "alice", "carol", "bob").forEach(name -> user(name, name, true));

    assertThat(all(wanted(null, null, null), 2)).containsExactly("alice", "bob", "carol", "dora");
    assertThat(people.users(ADMIN, wanted(null, null, null), null, 4).nextIfAny()).isEmpty();
  }

  @Test
  void whoever_is_found_by_several_names_is_found_once_and_by_user_name_first() {
    user("al2", "Zoe", true);
    user("zed", "Alma", true);
    user("al1", "Albert", true);

    assertThat(all(wanted("AL", null, null), 1)).containsExactly("al1", "al2", "zed");
    assertThat(all(wanted("zed@example", null, null), 5)).containsExactly("zed");
    assertThat(all(wanted("nobody", null, null), 5)).isEmpty();
  }

  @Test
  void those_who_are_switched_off_are_told_from_the_others() {
    user("ann", "Ann", true);
    user("ben", "Ben", false);
    user("bea", "Bea", true);

    assertThat(all(wanted(null, false, null), 5)).containsExactly("ben");
    assertThat(all(wanted("be", true, null), 5)).containsExactly("bea");
    assertThat(all(wanted(null, true, null), 1)).containsExactly("ann", "bea");
  }

  @Test
  void holders_of_a_role_are_those_of_the_roles_it_comes_with_too() {
    Role sales = role("sales", List.of());
    Role lead = role("lead", List.of("sales"));
    Resource ann = user("ann", "Ann", true);
    Resource ben = user("ben", "Ben", true);
    user("cid", "Cid", true);
    assign(ann, sales, null);
    assign(ben, lead, null);

    assertThat(all(wanted(null, null, "SALES"), 1)).containsExactlyInAnyOrder("ann", "ben");
    assertThat(all(wanted(null, null, "lead"), 5)).containsExactly("ben");
    assertThatThrownBy(() -> all(wanted(null, null, "none"), 5))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("role");
  }

  @Test
  void a_cursor_of_another_question_is_refused() {
    Stream.of("ann", "ben").forEach(name -> user(name, name, true));
    String next = people.users(ADMIN, wanted(null, null, null), null, 1).nextIfAny().orElseThrow();

    assertThatThrownBy(() -> people.users(ADMIN, wanted(null, false, null), next, 1))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> people.users(ADMIN, wanted(null, null, null), "x", 1))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> people.users(ADMIN, wanted("a".repeat(201), null, null), null, 1))
        .isInstanceOf(RejectedException.class);
  }

  @Test
  void entitlements_are_told_by_holder_role_and_end() {
    Role sales =
        put(
            new Role(
                UUID.randomUUID(),
                "sales",
                "",
                "",
                List.of("mail"),
                List.of(
                    new Role.Entitlement("crm", "seller"), new Role.Entitlement("crm", "reader")),
                List.of(),
                1));
    Role lead = role("lead", List.of("sales"));
    Resource ann = user("ann", "Ann", true);
    Resource ben = user("ben", "Ben", true);
    assign(ann, sales, NOW.plus(2, ChronoUnit.DAYS));
    assign(ben, lead, NOW.plus(1, ChronoUnit.DAYS));
    assign(ben, sales, NOW.minusSeconds(5));
    Entitlements entitlements = new HeldEntitlements(store, configuration);

    assertThat(held(entitlements, new Entitlements.Wanted(null, "lead", null, null), 1))
        .containsExactly("Ben lead crm seller", "Ben lead crm reader", "Ben lead mail ");
    assertThat(
            held(
                entitlements,
                new Entitlements.Wanted(null, null, null, NOW.plus(3, ChronoUnit.DAYS)),
                4))
        .hasSize(6)
        .startsWith("Ben lead crm seller")
        .endsWith("Ann sales mail ");
    assertThat(held(entitlements, new Entitlements.Wanted(null, null, ben.id(), null), 2))
        .hasSize(3);
    assertThat(held(entitlements, new Entitlements.Wanted(null, "sales", null, null), 1))
        .hasSize(6);
  }

  private static List<String> held(Entitlements from, Entitlements.Wanted wanted, int limit) {
    List<String> all = new ArrayList<>();
    String next = null;
    do {
      Slice<Entitlements.Held> page = from.list(ADMIN, wanted, next, limit);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      page.items().stream()
          .map(h -> h.identityName() + " " + h.role() + " " + h.target() + " " + h.entitlement())
          .forEach(all::add);
      next = page.next();
    } while (next != null);
    return all;
  }

  private static People.Wanted wanted(
      @Nullable String beginning, @Nullable Boolean active, @Nullable String role) {
    return new People.Wanted(beginning, null, active, role);
  }

  private List<String> all(People.Wanted wanted, int limit) {
    List<String> names = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Slice<Resource> page = people.users(ADMIN, wanted, next.orElse(null), limit);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      page.items().forEach(user -> names.add(user.name()));
      next = page.nextIfAny();
    } while (next.isPresent());
    return names;
  }

  private Resource user(String userName, String displayName, boolean active) {
    Value email =
        Value.complex(Attributes.builder().put("value", userName + "@example.com").build());
    Attributes attributes =
        Attributes.builder()
            .put("userName", userName)
            .put("displayName", displayName)
            .put("active", active)
            .put("emails", Value.many(List.of(email)))
            .build();
    Resource user =
        new Resource(
            ResourceType.USER,
            new ResourceId(UUID.randomUUID()),
            "PRIMARY",
            1,
            NOW,
            NOW,
            null,
            attributes);
    return store.write(
        tx -> {
          tx.resources().insert(Caller.RESIDENT, BuiltInSchemas.of(ResourceType.USER), user, null);
          return user;
        });
  }

  private Role role(String name, List<String> includes) {
    return put(new Role(UUID.randomUUID(), name, name, "", List.of(), List.of(), includes, 1));
  }

  private Role put(Role role) {
    store.write(
        tx -> {
          tx.configurations().put(RoleDocument.item(role), Records.server("admin"));
          return role;
        });
    configuration.refresh();
    return role;
  }

  private void assign(Resource user, Role role, @Nullable Instant ends) {
    Assignment assignment =
        new Assignment(
            UUID.randomUUID(),
            user.id(),
            role.id(),
            Origin.ADMINISTRATOR,
            null,
            null,
            ends,
            "",
            "admin",
            NOW);
    store.write(
        tx -> {
          tx.assignments().add(assignment);
          return assignment;
        });
  }
}
