package io.tessera.store.kit;

import static io.tessera.model.schema.AttributeDefinition.attribute;
import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Query;
import io.tessera.model.Query.Sort;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.IndexedAttribute;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import io.tessera.store.spi.Resources.PasswordChange;
import io.tessera.store.spi.Resources.Reindexed;
import io.tessera.store.spi.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Attributes that are indexed by configuration: whether the index is there, is being built or is
 * not there, a search answers the same.
 */
public abstract class IndexingContract {
  private final String urn = "urn:test:" + UUID.randomUUID();
  private final AttributePath level = path("level");
  private final AttributePath weight = path("weight");
  private final AttributePath hired = path("hired");
  private final AttributePath remote = path("remote");
  private final AttributePath code = path("code");
  private final AttributePath tags = path("tags");
  private final AttributePath site = path("site").withSub("city");
  private final AttributePath badge = path("badges").withSub("value");
  private final AttributePath kind = path("badges").withSub("kind");
  private static final AttributePath TITLE = AttributePath.of("title");
  private static final AttributePath PHONE = AttributePath.of("phoneNumbers", "value");
  private static final AttributePath EMAIL = AttributePath.of("emails", "value");

  private final List<AttributePath> all =
      List.of(level, weight, hired, remote, code, tags, site, badge, kind, TITLE, PHONE, EMAIL);
  private final String domain = Samples.newDomain();
  private final List<Resource> users = new ArrayList<>();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  private AttributePath path(String name) {
    return AttributePath.inExtension(urn, name);
  }

  private ResourceSchema schema(boolean indexed, boolean ready) {
    List<IndexedAttribute> list =
        indexed ? all.stream().map(p -> new IndexedAttribute(p, ready)).toList() : List.of();
    return schema(list);
  }

  private ResourceSchema schema(List<IndexedAttribute> indexed) {
    ResourceSchema plain = BuiltInSchemas.of(ResourceType.USER);
    List<AttributeDefinition> attributes =
        List.of(
            attribute("level", Type.INTEGER, "").build(),
            attribute("weight", Type.DECIMAL, "").build(),
            attribute("hired", Type.DATE_TIME, "").build(),
            attribute("remote", Type.BOOLEAN, "").build(),
            attribute("code", Type.STRING, "").caseExact().build(),
            attribute("tags", Type.STRING, "").multiValued().build(),
            attribute("site", Type.COMPLEX, "").sub(attribute("city", Type.STRING, "")).build(),
            attribute("badges", Type.COMPLEX, "")
                .multiValued()
                .sub(
                    attribute("value", Type.STRING, ""),
                    attribute("kind", Type.STRING, "").caseExact(),
                    attribute("primary", Type.BOOLEAN, ""))
                .build());
    List<SchemaDefinition> extensions = new ArrayList<>(plain.extensions());
    extensions.add(new SchemaDefinition(urn, "Test", "Test", attributes));
    return new ResourceSchema(ResourceType.USER, plain.core(), extensions, indexed);
  }

  @BeforeEach
  void users_with_values_of_every_type() {
    users.add(user("a", "-12", "-0.5", "2026-01-01T00:00:00Z", true, "Ab", "x", "y"));
    users.add(user("b", "7", "0.25", "2025-12-31T23:30:00-01:00", false, "ab", "y"));
    users.add(user("c", "100", "1e3", "2026-01-01T00:00:00.5Z", true, "abc", "Z", "x"));
    users.add(user("d", "-3", "-12.75", "1969-01-01T00:00:00Z", false, "B"));
    users.add(user("e", "0", "0", "2030-06-15T12:00:00+05:30", true, "b", "w"));
    users.add(Samples.user(domain, Attributes.builder().put("userName", "bare").build()));
    users.add(Samples.user(domain, "plain"));
  }

  @Test
  void filters_answer_the_same_whatever_is_indexed() {
    users.forEach(user -> insert(user, schema(true, true)));

    assertFiltersMatch(schema(true, true));
    assertFiltersMatch(schema(true, false));
    assertFiltersMatch(schema(false, false));
  }

  @Test
  void an_order_is_the_same_whatever_is_indexed() {
    users.forEach(user -> insert(user, schema(true, true)));
    for (AttributePath by : all) {
      for (boolean descending : List.of(false, true)) {
        Sort sort = new Sort(by, descending);
        List<String> expected = walk(schema(false, false), sort);
        assertThat(walk(schema(true, true), sort)).as("%s", sort).isEqualTo(expected);
        assertThat(places(schema(true, true), sort)).as("%s", sort).isEqualTo(expected);
      }
    }
    assertThat(walk(schema(true, true), new Sort(weight, false)).subList(0, 5))
        .containsExactly("d", "a", "e", "b", "c");
    assertThat(walk(schema(true, true), new Sort(level, true)).subList(2, 7))
        .containsExactly("c", "b", "e", "d", "a");
    assertThat(walk(schema(true, true), new Sort(code, false)).subList(0, 5))
        .containsExactly("a", "d", "b", "c", "e");
    assertThat(walk(schema(true, true), new Sort(badge, false)).subList(0, 2))
        .containsExactly("e", "c");
  }

  @Test
  void what_was_there_before_is_indexed_step_by_step() {
    users.forEach(user -> insert(user, schema(false, false)));
    for (AttributePath attribute : all) {
      assertThat(reindex(attribute)).isGreaterThanOrEqualTo(users.size());
    }
    reindex(level);

    assertFiltersMatch(schema(true, true));
    for (AttributePath by : all) {
      Sort sort = new Sort(by, false);
      assertThat(walk(schema(true, true), sort)).isEqualTo(walk(schema(false, false), sort));
    }
  }

  @Test
  void the_index_follows_every_change() {
    users.forEach(user -> insert(user, schema(true, true)));
    for (int i = 0; i + 1 < users.size(); i += 2) {
      Resource before = users.get(i);
      Attributes theirs = users.get(i + 1).attributes();
      Resource after = Samples.next(before, theirs.with("userName", Value.text(before.name())));
      store()
          .write(
              tx -> {
                Resource read =
                    tx.resources().findForUpdate(VIEWER, before.type(), before.id()).orElseThrow();
                tx.resources().update(VIEWER, schema(true, true), read, after, PasswordChange.KEEP);
                return after;
              });
      users.set(i, after);
    }
    Resource gone = users.remove(1);
    store()
        .write(
            tx -> {
              tx.resources().delete(schema(true, true), gone.id());
              return gone;
            });

    assertFiltersMatch(schema(true, true));
    assertThat(walk(schema(true, true), new Sort(level, false))).hasSize(users.size());
  }

  @Test
  void what_is_no_longer_indexed_goes_step_by_step_and_may_come_back() {
    users.forEach(user -> insert(user, schema(true, true)));

    assertThat(unindex(tags)).isPositive();
    assertThat(unindex(tags)).isZero();

    users.forEach(user -> assertThat(find(user)).contains(user));
    reindex(tags);
    assertFiltersMatch(schema(true, true));
  }

  @Test
  void the_estimate_is_no_less_than_nothing() {
    users.forEach(user -> insert(user, schema(true, true)));
    assertThat(store().<Long>read(tx -> tx.resources().estimate(ResourceType.USER)))
        .isNotNegative();
    assertThat(store().<Long>read(tx -> tx.resources().estimate(ResourceType.GROUP)))
        .isNotNegative();
  }

  private void assertFiltersMatch(ResourceSchema schema) {
    FilterMatcher matcher = new FilterMatcher(schema);
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      Filter filter = random(random, 2);
      List<String> expected =
          users.stream()
              .filter(u -> matcher.matches(filter, u.attributes()))
              .map(Resource::name)
              .toList();
      assertThat(names(schema, new Query(filter, null, 1, 100)))
          .as("%s", filter)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private Filter random(Random random, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 1 -> new Filter.And(List.of(random(random, depth - 1), random(random, depth - 1)));
      case 2 -> new Filter.Or(List.of(random(random, depth - 1), random(random, depth - 1)));
      case 3 -> new Filter.Not(random(random, depth - 1));
      case 4 -> new Filter.Present(one(random, all));
      default -> leaf(random);
    };
  }

  private Filter leaf(Random random) {
    AttributePath path = one(random, all);
    Operator operator = one(random, List.of(Operator.values()));
    if (path.equals(level) || path.equals(weight)) {
      String literal =
          one(random, List.of("-12", "-0.5", "0", "0.250", "7", "99", "1000", "-12.8"));
      return new Filter.Compare(path, operator, new Value.Num(new BigDecimal(literal)));
    }
    if (path.equals(remote)) {
      return new Filter.Compare(path, operator, Value.bool(random.nextBoolean()));
    }
    if (path.equals(hired)) {
      List<String> dates =
          List.of("2026-01-01T00:30:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00.5Z");
      return new Filter.Compare(path, operator, Value.text(one(random, dates)));
    }
    Value literal =
        Value.text(
            one(random, List.of("x", "Y", "ab", "Ab", "B", "berlin", "n-a", "home", "", "%")));
    boolean inElement = path.name().equals("badges") && random.nextBoolean();
    return inElement
        ? new Filter.Element(
            path.whole(),
            random.nextBoolean()
                ? inner("value", operator, literal)
                : new Filter.And(
                    List.of(
                        inner("value", operator, literal),
                        inner("kind", Operator.EQ, Value.text("home")))))
        : new Filter.Compare(random.nextInt(4) == 0 ? path.whole() : path, operator, literal);
  }

  private static Filter inner(String sub, Operator operator, Value literal) {
    return new Filter.Compare(AttributePath.of(sub), operator, literal);
  }

  private static <T> T one(Random random, List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }

  private Resource user(
      String name,
      String itsLevel,
      String itsWeight,
      String itsDate,
      boolean isRemote,
      String itsCode,
      String... itsTags) {
    Attributes extension =
        Attributes.builder()
            .put("level", new Value.Num(new BigDecimal(itsLevel)))
            .put("weight", new Value.Num(new BigDecimal(itsWeight)))
            .put("hired", itsDate)
            .put("remote", isRemote)
            .put("code", itsCode)
            .put("tags", Value.many(List.of(itsTags).stream().map(Value::text).toList()))
            .put(
                "site",
                Value.complex(
                    Attributes.builder().put("city", isRemote ? "Berlin" : "Bern").build()))
            .put("badges", badges(itsTags))
            .build();
    return Samples.user(
        domain,
        Attributes.builder()
            .put("userName", name)
            .put("title", "Title " + itsCode)
            .put("phoneNumbers", Value.many(List.of(Samples.email("n-" + name, "home"))))
            .put("emails", Value.many(List.of(Samples.email(name + "@x.test", "home"))))
            .put(urn, Value.complex(extension))
            .build());
  }

  private static Value badges(String... values) {
    List<Value> badges = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      badges.add(
          Value.complex(
              Attributes.builder()
                  .put("value", values[i])
                  .put("kind", i == 0 ? "home" : "Home")
                  .put("primary", i == values.length - 1)
                  .build()));
    }
    return Value.many(badges);
  }

  private void insert(Resource user, ResourceSchema schema) {
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, schema, user, null);
              return user;
            });
  }

  private Optional<Resource> find(Resource user) {
    return store().read(tx -> tx.resources().find(VIEWER, user.type(), user.id()));
  }

  /** Answers how many resources were looked at. */
  private int reindex(AttributePath attribute) {
    ResourceSchema schema = schema(List.of(new IndexedAttribute(attribute, false)));
    int done = 0;
    @Nullable ResourceId after = null;
    do {
      ResourceId from = after;
      Reindexed step = store().write(tx -> tx.resources().reindex(schema, attribute, from, 50));
      done += step.done();
      after = step.last();
    } while (after != null);
    return done;
  }

  private int unindex(AttributePath attribute) {
    int all = 0;
    int removed;
    do {
      removed = store().write(tx -> tx.resources().unindex(ResourceType.USER, attribute, 2));
      assertThat(removed).isLessThanOrEqualTo(2);
      all += removed;
    } while (removed == 2);
    return all;
  }

  private List<String> walk(ResourceSchema schema, Sort sort) {
    List<String> names = new ArrayList<>();
    String cursor = null;
    do {
      Query query = new Query(null, sort, new Query.ByCursor(cursor, 2));
      var page = store().read(tx -> tx.resources().find(VIEWER, domain, schema, query));
      page.items().forEach(u -> names.add(u.name()));
      cursor = page.next();
    } while (cursor != null && names.size() < 50);
    return names;
  }

  private List<String> places(ResourceSchema schema, Sort sort) {
    List<String> names = new ArrayList<>();
    for (int start = 1; start <= users.size(); start += 2) {
      names.addAll(names(schema, new Query(null, sort, start, 2)));
    }
    return names;
  }

  private List<String> names(ResourceSchema schema, Query query) {
    return store().read(tx -> tx.resources().find(VIEWER, domain, schema, query)).items().stream()
        .map(Resource::name)
        .toList();
  }
}
