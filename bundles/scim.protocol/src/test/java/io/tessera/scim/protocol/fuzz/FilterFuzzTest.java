package io.tessera.scim.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.FilterParser;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Filters and paths, well formed and broken, by the tens of thousands. */
class FilterFuzzTest {
  private static final int MANY = Integer.getInteger("fuzz.rounds", 20_000);
  private static final int BUDGET = 24;
  private static final int ENOUGH_DETAIL = 500;

  private final ResourceSchema schema = BuiltInSchemas.of(ResourceType.USER);
  private final FilterParser parser = new FilterParser(schema);

  @Test
  void every_well_formed_filter_is_read_as_what_it_means() {
    Random random = new Random(1);
    RandomFilters filters = new RandomFilters(random);
    for (int i = 0; i < MANY; i++) {
      Filter filter = filters.next(BUDGET);
      String written = Spelling.plain().of(filter);
      assertThat(parser.filter(written)).as(written).isEqualTo(filter);
    }
  }

  @Test
  void case_spaces_brackets_escapes_zones_and_urns_do_not_change_the_meaning() {
    Random random = new Random(2);
    RandomFilters filters = new RandomFilters(random);
    for (int i = 0; i < MANY; i++) {
      Filter filter = filters.next(BUDGET);
      String written = Spelling.odd(random).of(filter);
      assertThat(parser.filter(written)).as(written).isEqualTo(filter);
    }
  }

  @Test
  void a_broken_filter_is_refused_as_such_or_means_something_the_schema_knows() {
    Random random = new Random(3);
    RandomFilters filters = new RandomFilters(random);
    Damage damage = new Damage(random);
    int refused = 0;
    for (int i = 0; i < MANY; i++) {
      String written = damage.of(Spelling.odd(random).of(filters.next(BUDGET)));
      if (!readsOrRefuses(written, Kind.INVALID_FILTER, text -> paths(parser.filter(text)))) {
        refused++;
      }
    }
    assertThat(refused).as("some are broken, some are not").isBetween(MANY / 4, MANY - 1);
  }

  @Test
  void a_broken_path_is_refused_as_such_or_names_what_the_schema_knows() {
    Random random = new Random(4);
    RandomFilters filters = new RandomFilters(random);
    Damage damage = new Damage(random);
    int refused = 0;
    for (int i = 0; i < MANY; i++) {
      String inner =
          Spelling.odd(random)
              .of(
                  new Filter.Element(
                      AttributePath.of("emails"), new Filter.Present(AttributePath.of("type"))));
      String written = inner.strip() + (random.nextBoolean() ? ".value" : "");
      String path = random.nextInt(4) == 0 ? "name.familyName" : written;
      String broken = random.nextInt(8) == 0 ? path : damage.of(path);
      if (!readsOrRefuses(broken, Kind.INVALID_PATH, text -> path(parser.target(text)))) {
        refused++;
      }
    }
    assertThat(refused).as("some are broken, some are not").isBetween(MANY / 4, MANY - 1);
  }

  @Test
  void what_was_read_can_be_written_and_read_again() {
    Random random = new Random(5);
    RandomFilters filters = new RandomFilters(random);
    Damage damage = new Damage(random);
    for (int i = 0; i < MANY; i++) {
      Filter first;
      try {
        first = parser.filter(damage.of(Spelling.odd(random).of(filters.next(BUDGET))));
      } catch (RejectedException broken) {
        continue;
      }
      String written = Spelling.plain().of(first);
      assertThat(parser.filter(written)).as(written).isEqualTo(first);
    }
  }

  /** Whether it was read. */
  private boolean readsOrRefuses(
      String written, Kind refusal, Function<String, Stream<AttributePath>> reading) {
    List<AttributePath> paths;
    try {
      paths = reading.apply(written).toList();
    } catch (RejectedException refused) {
      assertThat(refused.problems())
          .as(written)
          .allMatch(p -> p.kind() == refusal)
          .allMatch(p -> !p.detail().isBlank() && p.detail().length() < ENOUGH_DETAIL);
      return false;
    }
    assertThat(paths).as(written).allMatch(path -> schema.definition(path).isPresent());
    return true;
  }

  private static Stream<AttributePath> path(PatchTarget target) {
    return Stream.concat(
        Stream.of(target.path()),
        target.selectionIfAny().stream().flatMap(f -> inside(target.path(), f)));
  }

  private static Stream<AttributePath> inside(AttributePath list, Filter inner) {
    return paths(inner).map(path -> list.withSub(path.name()));
  }

  private static Stream<AttributePath> paths(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.all().stream().flatMap(FilterFuzzTest::paths);
    }
    if (filter instanceof Filter.Or or) {
      return or.any().stream().flatMap(FilterFuzzTest::paths);
    }
    if (filter instanceof Filter.Not not) {
      return paths(not.filter());
    }
    if (filter instanceof Filter.Present present) {
      return Stream.of(present.path());
    }
    if (filter instanceof Filter.Element element) {
      return Stream.concat(Stream.of(element.path()), inside(element.path(), element.inner()));
    }
    return Stream.of(((Filter.Compare) filter).path());
  }
}
