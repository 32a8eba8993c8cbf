package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.DISABLE;
import static io.tessera.connector.kit.Subject.Ability.PASSWORD;
import static io.tessera.connector.kit.Subject.Ability.SEARCH;
import static io.tessera.connector.kit.Subject.Ability.STEADY_SEARCH;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.together;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.with;
import static io.tessera.connector.spi.FailureKind.GONE;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All accounts and groups, page by page. */
interface ListingContract {
  /** So many that every page size but the largest needs several pages. */
  int SOME = 11;

  /** No target of a test has so many pages: a listing that gets there goes round in circles. */
  int ENDLESS = 20_000;

  Trial trial();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, SOME - 1, SOME, 1_000})
  default void each_account_is_listed_once_whatever_the_page_size(int most) throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    for (ObjectType type : trial.types()) {
      Map<RemoteId, String> created = create(trial, type, SOME);
      Map<RemoteId, Account> listed = list(searchable(trial), type, most, page -> {});
      assertThat(listed.keySet()).containsAll(created.keySet());
      created.forEach(
          (id, name) ->
              assertThat(nameIn(trial, type, account(listed, id)))
                  .as("name of %s", id)
                  .isEqualTo(name));
    }
  }

  @Test
  default void users_and_groups_are_listed_apart() throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    trial.needs(Subject.Ability.GROUPS);
    RemoteId user = applied(trial.create(USER, fresh()));
    RemoteId group = applied(trial.create(GROUP, fresh()));
    assertThat(list(searchable(trial), USER, 50, page -> {}))
        .containsKey(user)
        .doesNotContainKey(group);
    assertThat(list(searchable(trial), GROUP, 50, page -> {}))
        .containsKey(group)
        .doesNotContainKey(user);
  }

  @Test
  default void what_was_deleted_is_not_listed() throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    RemoteId gone = trial.deleted();
    assertThat(list(searchable(trial), USER, 50, page -> {})).doesNotContainKey(gone);
  }

  @Test
  default void awkward_names_do_not_disturb_a_listing() throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    Map<RemoteId, String> created = new LinkedHashMap<>();
    for (String odd :
        List.of("o'brien", "say \"hi\"", "a,b", "per%cent_", "zoë", "山田", "<a>&", "#1", "x;y")) {
      String name = odd + fresh();
      if (trial.create(USER, name) instanceof Outcome.Applied applied) {
        created.put(applied.remoteId(), name);
      }
    }
    Map<RemoteId, Account> listed = list(searchable(trial), USER, 2, page -> {});
    created.forEach(
        (id, name) -> assertThat(nameIn(trial, USER, account(listed, id))).isEqualTo(name));
  }

  @Test
  default void what_is_there_the_whole_time_is_listed_though_others_come_and_go() throws Exception {
    Trial trial = trial();
    trial.needs(STEADY_SEARCH);
    List<Map.Entry<RemoteId, String>> passing =
        new ArrayList<>(create(trial, USER, SOME).entrySet());
    Map<RemoteId, String> staying = create(trial, USER, SOME);
    Map<RemoteId, Account> listed =
        list(
            searchable(trial),
            USER,
            3,
            page -> {
              if (!passing.isEmpty()) {
                Map.Entry<RemoteId, String> next = passing.remove(0);
                change(trial, next.getKey(), next.getValue());
              }
            });
    assertThat(listed.keySet()).containsAll(staying.keySet());
  }

  private static void change(Trial trial, RemoteId goes, String name) {
    try {
      applied(trial.apply(trial.deletion(USER, goes, name)));
      applied(trial.create(USER, fresh()));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  @Test
  default void a_listing_tells_whether_an_account_may_be_used_if_it_tells_at_all()
      throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    trial.needs(DISABLE);
    String name = fresh();
    RemoteId disabled = applied(trial.create(USER, name));
    applied(trial.apply(trial.activity(disabled, name, Activity.DISABLED)));
    RemoteId enabled = applied(trial.create(USER, fresh()));
    Map<RemoteId, Account> listed = list(searchable(trial), USER, 100, page -> {});
    assertThat(told(account(listed, disabled))).isIn(null, Activity.DISABLED);
    assertThat(told(account(listed, enabled))).isIn(null, Activity.ENABLED);
  }

  @Test
  default void a_listing_never_tells_passwords() throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    trial.needs(PASSWORD);
    String attribute = ((PasswordAware) trial.connector()).passwordAttribute();
    String password = "Word-" + UUID.randomUUID();
    String name = fresh();
    RemoteId id = applied(trial.create(USER, name));
    TargetAttributes named = trial.subject().named(USER, name);
    applied(trial.apply(update(USER, id, with(named, attribute, password))));
    Account listed = account(list(searchable(trial), USER, 100, page -> {}), id);
    assertThat(String.valueOf(listed.attributes().asMap())).doesNotContain(password);
    assertThat(listed.attributes().all(attribute)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"made up", "' or 1=1 --", "../../Groups?startIndex=1", "%00", "-1", "山"})
  default void a_cursor_that_is_made_up_is_refused(String cursor) throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    applied(trial.create(USER, fresh()));
    Listing listing = searchable(trial).search(Search.first(USER, 5).after(cursor));
    assertThat(listing).isInstanceOf(Listing.Unreadable.class);
    assertThat(((Listing.Unreadable) listing).why().kind()).isIn(INVALID, GONE);
  }

  @Test
  default void several_may_list_at_once() throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    Map<RemoteId, String> created = create(trial, USER, SOME);
    for (Map<RemoteId, Account> listed :
        together(4, () -> list(searchable(trial), USER, 7, page -> {}))) {
      assertThat(listed.keySet()).containsAll(created.keySet());
    }
  }

  @Test
  default void a_listing_needs_a_counterpart_that_is_there() throws Exception {
    Trial trial = trial();
    trial.needs(SEARCH);
    try (FaultyProxy proxy = trial.proxy()) {
      Searchable remote = (Searchable) trial.subject().connector(Reach.through(proxy));
      proxy.refuse();
      Listing listing = remote.search(Search.first(USER, 5));
      assertThat(((Listing.Unreadable) listing).why().kind()).isEqualTo(TRANSIENT);
    }
  }

  private static Searchable searchable(Trial trial) {
    return (Searchable) trial.connector();
  }

  private static Map<RemoteId, String> create(Trial trial, ObjectType type, int number)
      throws InterruptedException {
    Map<RemoteId, String> created = new LinkedHashMap<>();
    for (int i = 0; i < number; i++) {
      String name = fresh();
      created.put(applied(trial.create(type, name)), name);
    }
    return created;
  }

  /** Reads all pages, and insists that nothing comes twice and no page is too large. */
  private static Map<RemoteId, Account> list(
      Searchable searchable, ObjectType type, int most, Consumer<Listing.Page> between)
      throws InterruptedException {
    Map<RemoteId, Account> listed = new LinkedHashMap<>();
    @Nullable Search next = Search.first(type, most);
    for (int pages = 0; next != null; pages++) {
      assertThat(pages).as("pages").isLessThan(ENDLESS);
      Listing listing = searchable.search(next);
      assertThat(listing).isInstanceOf(Listing.Page.class);
      Listing.Page page = (Listing.Page) listing;
      assertThat(page.accounts()).as("a page").hasSizeLessThanOrEqualTo(most);
      for (Account account : page.accounts()) {
        assertThat(listed.put(account.id(), account))
            .as("%s, listed before", account.id())
            .isNull();
      }
      between.accept(page);
      next = page.nextIfAny().map(next::after).orElse(null);
    }
    return listed;
  }

  private static @Nullable String nameIn(Trial trial, ObjectType type, Account account) {
    return account.attributes().first(trial.subject().nameAttribute(type)).orElse(null);
  }

  private static @Nullable Activity told(Account account) {
    return account.activityIfAny().orElse(null);
  }

  private static Account account(Map<RemoteId, Account> listed, RemoteId id) {
    return Optional.ofNullable(listed.get(id))
        .orElseThrow(() -> new AssertionError(id + " is not listed"));
  }
}
