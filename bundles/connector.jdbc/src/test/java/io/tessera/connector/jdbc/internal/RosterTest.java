package io.tessera.connector.jdbc.internal;

import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Search;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listing the rows of a table, page by page. */
class RosterTest {
  private final TestTables tables = TestTables.inMemory().careful();
  private final List<JdbcConnector> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(JdbcConnector::close);
    tables.drop();
  }

  private JdbcConnector connector(Map<String, Object> settings) {
    JdbcConnector connector =
        new JdbcConnector(Configurations.of(JdbcConnector.Config.class, settings), new Drivers());
    opened.add(connector);
    return connector;
  }

  private void fill(int rows) throws Exception {
    try (Connection connection = tables.open();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO people (login, tenant, active, notes) VALUES (?, ?, ?, 'n')")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < rows; i++) {
        insert.setString(1, "u" + i);
        insert.setString(2, i % 2 == 0 ? "north" : "south");
        insert.setBoolean(3, i % 3 != 0);
        insert.addBatch();
        if (i % 1_000 == 999) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private static List<Listing.Page> pages(JdbcConnector connector, int most) throws Exception {
    List<Listing.Page> pages = new ArrayList<>();
    Optional<Search> next = Optional.of(Search.first(USER, most));
    while (next.isPresent()) {
      Search search = next.get();
      Listing.Page page = (Listing.Page) connector.search(search);
      pages.add(page);
      next = page.nextIfAny().map(search::after);
    }
    return pages;
  }

  @Test
  void every_row_is_listed_once_in_pages_of_the_size_that_is_asked_for() throws Exception {
    fill(25);
    List<Listing.Page> pages = pages(connector(tables.settings()), 10);
    assertThat(pages).extracting(p -> p.accounts().size()).containsExactly(10, 10, 5);
    Set<String> logins = new HashSet<>();
    pages.forEach(p -> p.accounts().forEach(a -> logins.addAll(a.attributes().all("login"))));
    assertThat(logins).hasSize(25);
    Account first = pages.get(0).accounts().get(0);
    assertThat(first.activityIfAny()).contains(Activity.DISABLED);
    assertThat(first.attributes().has("active")).isFalse();
    assertThat(pages(connector(tables.settings()), 25)).hasSize(1);
  }

  @Test
  void rows_of_others_and_columns_that_are_never_read_are_left_out() throws Exception {
    fill(10);
    Map<String, Object> settings = tables.settings();
    settings.put("userFilter", new String[] {"tenant=north"});
    settings.put("unreadColumns", new String[] {"Notes"});
    List<Account> accounts = pages(connector(settings), 100).get(0).accounts();
    assertThat(accounts).hasSize(5);
    assertThat(accounts).noneMatch(a -> a.attributes().has("notes"));
  }

  @Test
  void a_row_that_is_deleted_between_the_pages_disturbs_nobody() throws Exception {
    fill(20);
    JdbcConnector connector = connector(tables.settings());
    Search first = Search.first(USER, 10);
    Listing.Page page = (Listing.Page) connector.search(first);
    tables.run("DELETE FROM people WHERE login IN ('u9', 'u10', 'u3')");
    Listing.Page next =
        (Listing.Page) connector.search(first.after(page.nextIfAny().orElseThrow()));
    assertThat(next.accounts()).hasSize(9);
  }

  @Test
  void a_page_is_never_so_large_that_it_does_not_fit_into_memory() throws Exception {
    fill(3_000);
    List<Listing.Page> pages = pages(connector(tables.settings()), 1_000_000);
    assertThat(pages).extracting(p -> p.accounts().size()).containsOnly(1_000);
    assertThat(pages).hasSize(3);
  }

  @Test
  void rows_without_an_id_do_not_end_the_list() throws Exception {
    tables.run("CREATE TABLE staff (id CHAR(4) NOT NULL, login VARCHAR(20))");
    tables.run("INSERT INTO staff VALUES ('', 'x'), ('', 'y'), ('a', 'a'), ('b', 'b'), ('c', 'c')");
    Map<String, Object> settings = tables.settings();
    settings.put("userTable", "staff");
    settings.remove("activeColumn");
    for (int most = 1; most <= 4; most++) {
      List<Listing.Page> pages = pages(connector(settings), most);
      List<String> ids = new ArrayList<>();
      pages.forEach(p -> p.accounts().forEach(a -> ids.add(a.id().value())));
      assertThat(ids).as("pages of %s", most).containsExactly("a", "b", "c");
    }
  }

  @Test
  void an_empty_table_is_one_empty_page() throws Exception {
    Listing.Page page = (Listing.Page) connector(tables.settings()).search(Search.first(GROUP, 10));
    assertThat(page.accounts()).isEmpty();
    assertThat(page.nextIfAny()).isEmpty();
  }

  @Test
  void a_cursor_of_somebody_else_is_refused() throws Exception {
    for (String cursor : List.of("x", "after:", "after:' OR 1=1", "1")) {
      Listing listing = connector(tables.settings()).search(new Search(USER, cursor, 10));
      assertThat(((Listing.Unreadable) listing).why().kind()).isEqualTo(FailureKind.INVALID);
    }
  }
}
