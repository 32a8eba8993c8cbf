package io.tessera.store.kit;

import static io.tessera.store.kit.Samples.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Query;
import io.tessera.model.Query.ByCursor;
import io.tessera.model.Query.ByIndex;
import io.tessera.model.Query.Sort;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.store.spi.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages follow each other without gaps, in every order, forwards and backwards. */
public abstract class PagingContract {
  private static final AttributePath USER_NAME = AttributePath.of("userName");
  private static final AttributePath TITLE = AttributePath.of("title");
  private static final List<@Nullable AttributePath> ORDERS =
      Arrays.asList(
          null,
          AttributePath.of("id"),
          USER_NAME,
          AttributePath.of("displayName"),
          AttributePath.of("name", "familyName"),
          AttributePath.of("active"),
          AttributePath.of("externalId"),
          AttributePath.of("meta", "created"),
          AttributePath.of("meta", "lastModified"),
          AttributePath.of("emails"),
          AttributePath.of("emails", "value"),
          TITLE);
  private static final Filter SOME =
      new Filter.Compare(AttributePath.of("emails", "value"), Operator.SW, Value.text("one"));
  private static final Filter RANGE =
      new Filter.Compare(AttributePath.of("displayName"), Operator.GE, Value.text("a"));
  private static final Filter BOSSES = new Filter.Present(TITLE);

  private final String domain = Samples.newDomain();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private Store store() {
    return stores().store();
  }

  @BeforeEach
  void users_of_whom_some_lack_what_others_share() {
    for (int i = 0; i < 11; i++) {
      String name = (i % 2 == 0 ? "one" : "Two") + i;
      Attributes.Builder all = Samples.user(domain, name).attributes().toBuilder();
      if (i % 3 == 0) {
        all.remove("displayName").remove("name").remove("active");
      }
      if (i % 4 != 0) {
        all.put("title", "Boss" + i % 2);
      }
      Resource user = Samples.user(domain, all.build());
      insert(i % 2 == 0 ? user : Samples.withExternalId(user, "e" + i + UUID.randomUUID()));
    }
  }

  @Test
  void cursors_lead_through_every_order_to_the_end_and_back() {
    for (AttributePath by : ORDERS) {
      for (boolean descending : List.of(false, true)) {
        Sort sort = by == null ? null : new Sort(by, descending);
        for (Filter filter : Arrays.asList(null, SOME, RANGE, BOSSES)) {
          List<String> all = names(find(filter, sort, new ByIndex(1, 100)));

          List<Page<Resource>> there = forwards(filter, sort);
          List<Page<Resource>> back = backwards(filter, sort, there);

          assertThat(there.stream().flatMap(p -> names(p).stream()))
              .as("%s by %s", filter, sort)
              .isEqualTo(all);
          assertThat(back.stream().flatMap(p -> names(p).stream()))
              .as("%s by %s backwards", filter, sort)
              .isEqualTo(all.subList(0, all.size() - names(there.get(there.size() - 1)).size()));
          assertThat(there.get(0).previous()).isNull();
        }
      }
    }
  }

  @Test
  void places_lead_to_the_same_pages_as_cursors() {
    for (AttributePath by : ORDERS) {
      Sort sort = by == null ? null : new Sort(by, true);
      List<String> all = names(find(null, sort, new ByIndex(1, 100)));
      List<String> pages = new ArrayList<>();
      for (int start = 1; start <= 13; start += 3) {
        Page<Resource> page = find(null, sort, new ByIndex(start, 3));
        assertThat(page.total()).hasValue(11);
        pages.addAll(names(page));
      }
      assertThat(pages).as("by %s", by).isEqualTo(all);
    }
  }

  @Test
  void the_total_is_told_by_cursor_where_it_is_known_anyway_or_asked_for() {
    assertThat(find(null, null, new ByCursor(null, 5)).total()).isEmpty();
    assertThat(find(null, null, new ByCursor(null, 50)).total()).hasValue(11);
    Page<Resource> none = find(null, null, new ByCursor(null, 0));
    assertThat(none.items()).isEmpty();
    assertThat(none.total()).hasValue(11);
    assertThat(none.next()).isNull();
    String cursor = find(null, null, new ByCursor(null, 5)).next();
    assertThat(find(null, null, new ByCursor(cursor, 0)).total()).hasValue(11);
    Filter nobody = new Filter.Compare(USER_NAME, Operator.SW, Value.text("nobody"));
    assertThat(find(nobody, null, new ByCursor(null, 5)))
        .isEqualTo(new Page<Resource>(List.of(), 0));
  }

  @Test
  void a_cursor_outlives_what_it_points_at_and_sees_what_came_meanwhile() {
    Sort sort = new Sort(USER_NAME, false);
    Page<Resource> first = find(null, sort, new ByCursor(null, 3));
    Resource last = first.items().get(2);
    store()
        .write(
            tx -> {
              tx.resources().delete(Samples.schema(last), last.id());
              return last;
            });
    insert(Samples.user(domain, "zoe"));

    List<String> rest = new ArrayList<>();
    for (Page<Resource> page = find(null, sort, new ByCursor(first.next(), 3));
        !page.items().isEmpty();
        page = find(null, sort, new ByCursor(page.next(), 3))) {
      rest.addAll(names(page));
      if (page.next() == null) {
        break;
      }
    }

    assertThat(rest).hasSize(9).endsWith("zoe").doesNotContainAnyElementsOf(names(first));
  }

  @Test
  void a_cursor_of_another_search_or_of_nobodys_is_refused() {
    Sort sort = new Sort(USER_NAME, false);
    String cursor =
        Optional.ofNullable(find(SOME, sort, new ByCursor(null, 2)).next()).orElseThrow();
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertRefused(() -> find(null, sort, new ByCursor(cursor, 2)));
    assertRefused(() -> find(RANGE, sort, new ByCursor(cursor, 2)));
    assertRefused(() -> find(SOME, null, new ByCursor(cursor, 2)));
    assertRefused(() -> find(SOME, new Sort(USER_NAME, true), new ByCursor(cursor, 2)));
    assertRefused(() -> find(BOSSES, sort, new ByCursor(cursor, 2)));
    assertRefused(
        () ->
            store()
                .read(
                    tx ->
                        tx.resources()
                            .find(
                                VIEWER,
                                Samples.newDomain(),
                                BuiltInSchemas.of(ResourceType.USER),
                                new Query(SOME, sort, new ByCursor(cursor, 2)))));
    for (String odd : List.of("", "x", "a b", "%00", "AAAA", "=", "\u00e4", "A".repeat(100_000))) {
      assertRefused(() -> find(SOME, sort, new ByCursor(odd, 2)));
    }
    for (int i = 0; i < cursor.length() - 1; i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String bent = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertRefused(() -> find(SOME, sort, new ByCursor(bent, 2)));
      String cut = cursor.substring(0, i);
      assertRefused(() -> find(SOME, sort, new ByCursor(cut, 2)));
    }
  }

  @Test
  void domains_do_not_see_each_other() {
    String other = Samples.newDomain();
    insert(Samples.user(other, "one0"));

    Page<Resource> theirs =
        store()
            .read(
                tx ->
                    tx.resources()
                        .find(
                            VIEWER,
                            other,
                            BuiltInSchemas.of(ResourceType.USER),
                            new Query(SOME, null, new ByIndex(1, 100))));

    assertThat(names(theirs)).containsExactly("one0");
    assertThat(find(SOME, null, new ByIndex(1, 100)).total()).hasValue(6);
    assertThat(find(null, null, new ByIndex(1, 0)).total()).hasValue(11);
  }

  private List<Page<Resource>> forwards(@Nullable Filter filter, @Nullable Sort sort) {
    List<Page<Resource>> pages = new ArrayList<>();
    String cursor = null;
    do {
      Page<Resource> page = find(filter, sort, new ByCursor(cursor, 3));
      pages.add(page);
      cursor = page.next();
    } while (cursor != null && pages.size() < 50);
    return pages;
  }

  private List<Page<Resource>> backwards(
      @Nullable Filter filter, @Nullable Sort sort, List<Page<Resource>> there) {
    List<Page<Resource>> pages = new ArrayList<>();
    String cursor = there.get(there.size() - 1).previous();
    while (cursor != null && pages.size() < 50) {
      Page<Resource> page = find(filter, sort, new ByCursor(cursor, 3));
      pages.add(page);
      assertThat(page.next()).isNotNull();
      cursor = page.previous();
    }
    Collections.reverse(pages);
    return pages;
  }

  private void insert(Resource user) {
    store()
        .write(
            tx -> {
              tx.resources().insert(VIEWER, Samples.schema(user), user, null);
              return user;
            });
  }

  private static void assertRefused(Runnable search) {
    RejectedException refused = catchThrowableOfType(RejectedException.class, search::run);
    assertThat(refused).isNotNull();
    assertThat(refused.first().kind()).isEqualTo(Problem.Kind.INVALID_CURSOR);
  }

  private static List<String> names(Page<Resource> page) {
    return page.items().stream().map(Resource::name).toList();
  }

  private Page<Resource> find(@Nullable Filter filter, @Nullable Sort sort, Query.Paging paging) {
    return store()
        .read(
            tx ->
                tx.resources()
                    .find(
                        VIEWER,
                        domain,
                        BuiltInSchemas.of(ResourceType.USER),
                        new Query(filter, sort, paging)));
  }
}
