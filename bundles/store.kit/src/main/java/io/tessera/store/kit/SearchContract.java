package io.tessera.store.kit;

import static io.tessera.model.filter.Filter.Operator.CO;
import static io.tessera.model.filter.Filter.Operator.EQ;
import static io.tessera.model.filter.Filter.Operator.EW;
import static io.tessera.model.filter.Filter.Operator.GE;
import static io.tessera.model.filter.Filter.Operator.GT;
import static io.tessera.model.filter.Filter.Operator.LE;
import static io.tessera.model.filter.Filter.Operator.LT;
import static io.tessera.model.filter.Filter.Operator.NE;
import static io.tessera.model.filter.Filter.Operator.SW;
import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.store.spi.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches answer exactly what the filter says, however much of it the database decided. */
public abstract class SearchContract {
  private static final AttributePath USER_NAME = AttributePath.of("userName");
  private static final AttributePath DISPLAY_NAME = AttributePath.of("displayName");
  private static final AttributePath TITLE = AttributePath.of("title");
  private static final AttributePath ACTIVE = AttributePath.of("active");
  private static final AttributePath EMAILS = AttributePath.of("emails");
  private static final AttributePath EMAIL = AttributePath.of("emails", "value");
  private static final AttributePath FAMILY = AttributePath.of("name", "familyName");
  private static final AttributePath EXTERNAL_ID = AttributePath.of("externalId");
  private static final AttributePath CREATED = AttributePath.of("meta", "created");
  private static final AttributePath EMPLOYEE =
      AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "employeeNumber");
  private static final AttributePath DEPARTMENT =
      AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "department");

  private final String domain = Samples.newDomain();
  private final List<Resource> users = new ArrayList<>();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  @BeforeEach
  void a_few_users_of_every_kind() {
    users.add(Samples.user(domain, "alice"));
    users.add(Samples.user(domain, "Alina"));
    users.add(
        Samples.withExternalId(
            Samples.user(
                domain,
                Samples.user(domain, "bob")
                    .attributes()
                    .with("active", Value.bool(false))
                    .with("title", Value.text("Boss"))),
            "Ext-" + UUID.randomUUID()));
    users.add(Samples.user(domain, Attributes.builder().put("userName", "bare").build()));
    users.add(
        Samples.user(
            domain,
            Attributes.builder()
                .put("userName", "odd%_!\\'\"")
                .put("displayName", "100% _sure_! \u00C4rger")
                .put("title", "Boss")
                .put("emails", Value.many(List.of(Samples.email("ODD@Example.com", "home"))))
                .build()));
    users.forEach(
        user ->
            store()
                .write(
                    tx -> {
                      tx.resources().insert(VIEWER, Samples.schema(user), user, null);
                      return user;
                    }));
  }

  @Test
  void names_are_found_whatever_their_case() {
    assertThat(names(compare(USER_NAME, EQ, "ALICE"))).containsExactly("alice");
    assertThat(names(compare(USER_NAME, EQ, "nobody"))).isEmpty();
    assertThat(names(compare(USER_NAME, SW, "aLi"))).containsExactly("alice", "Alina");
    assertThat(names(compare(USER_NAME, CO, "LIC"))).containsExactly("alice");
    assertThat(names(compare(USER_NAME, EW, "B"))).containsExactly("bob");
  }

  @Test
  void wildcards_and_quotes_of_sql_mean_nothing() {
    String odd = "odd%_!\\'\"";
    assertThat(names(compare(USER_NAME, EQ, odd))).containsExactly(odd);
    assertThat(names(compare(USER_NAME, CO, "%_!\\'"))).containsExactly(odd);
    assertThat(names(compare(USER_NAME, CO, "a%e"))).isEmpty();
    assertThat(names(compare(USER_NAME, SW, "_"))).isEmpty();
    assertThat(names(compare(USER_NAME, EQ, "x' OR '1'='1"))).isEmpty();
    assertThat(names(compare(USER_NAME, EQ, "nul\u0000"))).isEmpty();
    assertThat(names(compare(DISPLAY_NAME, CO, "_SURE_! \u00E4"))).containsExactly(odd);
  }

  @Test
  void addresses_are_found_in_any_element() {
    assertThat(names(compare(EMAIL, EQ, "ALICE@HOME.test"))).containsExactly("alice");
    assertThat(names(compare(EMAILS, EQ, "odd@example.com"))).hasSize(1);
    assertThat(names(compare(EMAIL, SW, "al"))).containsExactly("alice", "Alina");
    assertThat(
            names(
                new Filter.Element(
                    EMAILS,
                    new Filter.And(
                        List.of(
                            compare(AttributePath.of("type"), EQ, "work"),
                            compare(AttributePath.of("value"), EQ, "alice@home.test"))))))
        .isEmpty();
    assertThat(
            names(
                new Filter.Element(
                    EMAILS,
                    new Filter.And(
                        List.of(
                            compare(AttributePath.of("type"), EQ, "home"),
                            compare(AttributePath.of("value"), SW, "AL"))))))
        .containsExactly("alice", "Alina");
  }

  @Test
  void an_external_id_is_found_by_its_owner_in_its_very_case() {
    Resource bob = users.get(2);
    String externalId = bob.externalIdIfAny().orElseThrow();

    assertThat(names(compare(EXTERNAL_ID, EQ, externalId))).containsExactly("bob");
    assertThat(names(compare(EXTERNAL_ID, EQ, externalId.toUpperCase(java.util.Locale.ROOT))))
        .isEmpty();
    Page<Resource> others =
        store()
            .read(
                tx ->
                    tx.resources()
                        .find(
                            "another",
                            domain,
                            BuiltInSchemas.of(ResourceType.USER),
                            query(compare(EXTERNAL_ID, EQ, externalId))));
    assertThat(others.total()).hasValue(0);
    assertThat(names(new Filter.Present(EXTERNAL_ID))).containsExactly("bob");
  }

  @Test
  void an_attribute_that_some_lack_satisfies_ne_and_not_only() {
    assertThat(names(compare(DISPLAY_NAME, NE, "alice doe"))).hasSize(4).contains("bare");
    assertThat(names(new Filter.Not(compare(DISPLAY_NAME, SW, "a")))).contains("bare");
    assertThat(names(compare(DISPLAY_NAME, GT, ""))).doesNotContain("bare");
    assertThat(names(new Filter.Compare(ACTIVE, EQ, Value.bool(false)))).containsExactly("bob");
    assertThat(names(new Filter.Compare(ACTIVE, NE, Value.bool(true)))).contains("bare", "bob");
    assertThat(names(new Filter.Not(new Filter.Present(DISPLAY_NAME)))).containsExactly("bare");
  }

  @Test
  void an_attribute_without_index_is_decided_on_the_rows_that_are_left() {
    Filter both = new Filter.And(List.of(compare(TITLE, EQ, "boss"), compare(USER_NAME, SW, "b")));
    assertThat(names(both)).containsExactly("bob");
    assertThat(names(compare(TITLE, EQ, "BOSS"))).hasSize(2);
    assertThat(
            names(new Filter.Or(List.of(compare(TITLE, EQ, "x"), compare(USER_NAME, EQ, "bob")))))
        .containsExactly("bob");
    assertThat(names(compare(DEPARTMENT, EQ, "staff"))).hasSize(3);
  }

  @Test
  void every_filter_answers_what_the_matcher_says() {
    FilterMatcher matcher = new FilterMatcher(BuiltInSchemas.of(ResourceType.USER));
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      Filter filter = random(random, 3);
      List<String> expected =
          users.stream()
              .filter(u -> matcher.matches(filter, searchable(u)))
              .map(Resource::name)
              .toList();
      assertThat(names(filter)).as("%s", filter).isEqualTo(expected);
    }
  }

  @Test
  void groups_are_found_by_members_and_members_by_groups() {
    Resource outer = Samples.group(domain, "outer");
    Resource inner = Samples.group(domain, "inner");
    Resource alice = users.get(0);
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(outer), outer, null);
              tx.resources().insert(VIEWER, Samples.schema(inner), inner, null);
              tx.memberships().change(inner.id(), List.of(alice.id()), List.of());
              return tx.memberships().change(outer.id(), List.of(inner.id()), List.of());
            });
    AttributePath groups = AttributePath.of("groups", "value");
    AttributePath members = AttributePath.of("members");
    Filter inOuter = compare(groups, EQ, outer.id().toString());
    Filter boss = compare(TITLE, EQ, "boss");

    assertThat(names(new Filter.Or(List.of(boss, inOuter)))).hasSize(3).contains("alice");
    assertThat(names(new Filter.And(List.of(new Filter.Not(boss), inOuter))))
        .containsExactly("alice");
    assertThat(names(new Filter.Not(new Filter.Or(List.of(boss, inOuter)))))
        .containsExactly("Alina", "bare");

    assertThat(names(compare(groups, EQ, outer.id().toString()))).containsExactly("alice");
    assertThat(names(compare(groups, NE, outer.id().toString()))).hasSize(4);
    Filter probe =
        new Filter.And(
            List.of(
                compare(AttributePath.of("id"), EQ, inner.id().toString()),
                compare(members, EQ, alice.id().toString())));
    assertThat(find(ResourceType.GROUP, query(probe)).items()).containsExactly(inner);
    assertThat(find(ResourceType.GROUP, query(compare(members, EQ, alice.id().toString()))).total())
        .hasValue(1);
    assertThat(
            find(
                    ResourceType.GROUP,
                    query(
                        new Filter.Element(
                            members,
                            compare(AttributePath.of("value"), EQ, inner.id().toString()))))
                .items())
        .containsExactly(outer);
  }

  @Test
  void what_can_never_be_searched_for_is_refused() {
    for (Filter never :
        List.of(
            compare(AttributePath.of("password"), EQ, "x"),
            new Filter.Present(AttributePath.of("groups")),
            compare(AttributePath.of("members"), EQ, "x"))) {
      RejectedException refused = catchThrowableOfType(RejectedException.class, () -> names(never));
      assertThat(refused.first().kind()).isEqualTo(Problem.Kind.INVALID_FILTER);
    }
  }

  @Test
  void pages_follow_each_other_without_gaps_and_know_the_total() {
    List<String> all = new ArrayList<>();
    for (int start = 1; start <= users.size(); start += 2) {
      Page<Resource> page = find(ResourceType.USER, new Query(null, null, start, 2));
      assertThat(page.total()).hasValue(5);
      page.items().forEach(u -> all.add(u.name()));
    }
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(users.stream().map(Resource::name).toList());
    assertThat(find(ResourceType.USER, new Query(null, null, 6, 2)))
        .isEqualTo(new Page<>(List.of(), 5));
    assertThat(find(ResourceType.USER, new Query(null, null, 1, 0)))
        .isEqualTo(new Page<>(List.of(), 5));
    Page<Resource> second =
        find(ResourceType.USER, new Query(compare(TITLE, EQ, "boss"), null, 2, 1));
    assertThat(second.total()).hasValue(2);
    assertThat(second.items()).hasSize(1);
  }

  @Test
  void sorting_is_by_the_folded_value_and_puts_those_without_last() {
    assertThat(sorted(DISPLAY_NAME, false))
        .containsExactly("odd%_!\\'\"", "alice", "Alina", "bob", "bare");
    assertThat(sorted(USER_NAME, true))
        .containsExactly("odd%_!\\'\"", "bob", "bare", "Alina", "alice");
    assertThat(sorted(TITLE, true).subList(3, 5)).containsOnlyOnce("bob", "odd%_!\\'\"");
    for (AttributePath never :
        List.of(AttributePath.of("name"), AttributePath.of("groups"), AttributePath.of("x"))) {
      RejectedException refused =
          catchThrowableOfType(RejectedException.class, () -> sorted(never, false));
      assertThat(refused.first().kind()).isEqualTo(Problem.Kind.INVALID_VALUE);
      assertThat(refused.first().where()).contains(never);
    }
  }

  private List<String> sorted(AttributePath by, boolean descending) {
    Query query = new Query(null, new Query.Sort(by, descending), 1, 10);
    return find(ResourceType.USER, query).items().stream().map(Resource::name).toList();
  }

  private static Filter random(Random random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(6);
    return switch (kind) {
      case 1 -> new Filter.And(List.of(random(random, depth - 1), random(random, depth - 1)));
      case 2 -> new Filter.Or(List.of(random(random, depth - 1), random(random, depth - 1)));
      case 3 -> new Filter.Not(random(random, depth - 1));
      case 4 -> new Filter.Present(one(random, TEXTS));
      default -> leaf(random);
    };
  }

  private static final List<AttributePath> TEXTS =
      List.of(USER_NAME, DISPLAY_NAME, TITLE, EMAIL, FAMILY, EMPLOYEE, EXTERNAL_ID, DEPARTMENT);

  private static Filter leaf(Random random) {
    if (random.nextInt(8) == 0) {
      Operator operator = one(random, List.of(EQ, NE));
      return new Filter.Compare(ACTIVE, operator, Value.bool(random.nextBoolean()));
    }
    if (random.nextInt(8) == 0) {
      Instant when = Instant.now().plusSeconds(random.nextInt(3) - 1);
      return compare(CREATED, one(random, List.of(EQ, NE, GT, GE, LT, LE)), when.toString());
    }
    Operator operator = one(random, List.of(Operator.values()));
    List<String> literals =
        List.of("alice", "A", "doe", "", "%", "boss", "example.com", "E-", "x", "bob Doe", "staff");
    return compare(one(random, TEXTS), operator, one(random, literals));
  }

  private static <T> T one(Random random, List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }

  private static Attributes searchable(Resource user) {
    Attributes.Builder all = user.attributes().toBuilder();
    user.externalIdIfAny().ifPresent(id -> all.put("externalId", id));
    Attributes meta = Attributes.builder().put("created", user.created().toString()).build();
    return all.put("meta", Value.complex(meta)).build();
  }

  private static Filter compare(AttributePath path, Operator operator, String literal) {
    return new Filter.Compare(path, operator, Value.text(literal));
  }

  private static Query query(Filter filter) {
    return new Query(filter, null, 1, 100);
  }

  /** Names of the users found, in the order in which they were written. */
  private List<String> names(Filter filter) {
    Page<Resource> page = find(ResourceType.USER, query(filter));
    assertThat(page.total()).hasValue(page.items().size());
    return users.stream().filter(page.items()::contains).map(Resource::name).toList();
  }

  private Page<Resource> find(ResourceType type, Query query) {
    return store().read(tx -> tx.resources().find(VIEWER, domain, BuiltInSchemas.of(type), query));
  }
}
