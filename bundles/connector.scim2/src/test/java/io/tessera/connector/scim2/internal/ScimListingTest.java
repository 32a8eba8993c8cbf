package io.tessera.connector.scim2.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Reach;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScimListingTest {
  private static final Pattern START = Pattern.compile("startIndex=([0-9]+)&count=([0-9]+)");
  private static final int ALL = 100_000;

  private ScimSubject subject;

  @BeforeEach
  void start() throws IOException {
    subject = new ScimSubject(Map.of("pageSize", 500));
  }

  @AfterEach
  void stop() {
    subject.close();
  }

  private Searchable searchable() {
    return (Searchable) subject.connector(Reach.DIRECTLY);
  }

  private static Listing.Page page(Listing listing) {
    assertThat(listing).isInstanceOf(Listing.Page.class);
    return (Listing.Page) listing;
  }

  private static Outcome.Failed failure(Listing listing) {
    assertThat(listing).isInstanceOf(Listing.Unreadable.class);
    return ((Listing.Unreadable) listing).why();
  }

  private RemoteId create(TargetAttributes person) throws InterruptedException {
    Outcome outcome = subject.connector(Reach.DIRECTLY).apply(Operations.creation(person));
    return ((Outcome.Applied) outcome).remoteId();
  }

  @Test
  void an_account_is_told_under_the_paths_a_policy_map_writes() throws Exception {
    String department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    subject.service.keepVersions();
    create(
        TargetAttributes.builder()
            .put("userName", "alice")
            .put("name.familyName", "Doe")
            .put("emails[type eq \"work\"].value", "alice@example.org")
            .put("emails[type eq \"work\"].primary", "true")
            .put("entitlements", "one", "two")
            .put("password", "word")
            .put(department, "Sales")
            .build());
    Account alice = page(searchable().search(Search.first(ObjectType.USER, 10))).accounts().get(0);
    assertThat(alice.attributes().asMap())
        .containsEntry("userName", List.of("alice"))
        .containsEntry("name.familyName", List.of("Doe"))
        .containsEntry("emails[type eq \"work\"].value", List.of("alice@example.org"))
        .containsEntry("emails[type eq \"work\"].primary", List.of("true"))
        .containsEntry("emails[primary eq true].value", List.of("alice@example.org"))
        .containsEntry("entitlements", List.of("one", "two"))
        .containsEntry(department, List.of("Sales"))
        .doesNotContainKeys("password", "id", "meta", "schemas");
    assertThat(alice.activityIfAny()).contains(Activity.ENABLED);
    assertThat(alice.versionIfAny()).isPresent();
  }

  @Test
  void accounts_of_another_user_store_are_not_ours() throws Exception {
    subject.close();
    subject = new ScimSubject(Map.of("userStoreDomain", "SALES"));
    RemoteId ours = create(Operations.person("alice"));
    RemoteId theirs = create(Operations.person("bob"));
    subject.service.set(ObjectType.USER, theirs, "userName", "OTHER/bob");
    assertThat(page(searchable().search(Search.first(ObjectType.USER, 10))).accounts())
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.id()).isEqualTo(ours);
              assertThat(account.attributes().first("userName")).contains("alice");
            });
  }

  /** Answers any page of a list that is never there as a whole. */
  private void many() {
    subject.service.instead(
        exchange -> {
          Matcher asked = START.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
          if (!asked.find()) {
            return false;
          }
          int start = Integer.parseInt(asked.group(1));
          int end = Math.min(ALL, start + Integer.parseInt(asked.group(2)) - 1);
          StringBuilder list = new StringBuilder("{\"totalResults\":" + ALL + ",\"Resources\":[");
          for (int i = start; i <= end; i++) {
            list.append(i > start ? "," : "")
                .append("{\"id\":\"id-" + i + "\",\"userName\":\"u" + i + "\",\"active\":true}");
          }
          byte[] body = list.append("]}").toString().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          return true;
        });
  }

  @Test
  void a_hundred_thousand_accounts_come_page_by_page() throws Exception {
    many();
    Searchable searchable = searchable();
    Set<String> ids = new HashSet<>();
    Search next = Search.first(ObjectType.USER, 500);
    while (true) {
      Listing.Page page = page(searchable.search(next));
      assertThat(page.accounts()).hasSizeLessThanOrEqualTo(500);
      page.accounts().forEach(account -> ids.add(account.id().value()));
      if (page.nextIfAny().isEmpty()) {
        break;
      }
      next = next.after(page.nextIfAny().get());
    }
    assertThat(ids).hasSize(ALL);
  }

  @Test
  void a_service_that_does_not_page_is_found_out() throws Exception {
    subject.service.instead(
        exchange -> {
          if (exchange.getRequestURI().getQuery() == null) {
            return false;
          }
          byte[] body =
              ("{\"totalResults\":100,\"Resources\":[{\"id\":\"1\",\"userName\":\"a\"},"
                      + "{\"id\":\"2\",\"userName\":\"b\"}]}")
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          return true;
        });
    Search first = Search.first(ObjectType.USER, 2);
    Listing.Page page = page(searchable().search(first));
    Outcome.Failed failed =
        failure(searchable().search(first.after(page.nextIfAny().orElseThrow())));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains("same page");
  }

  @Test
  void a_list_that_has_become_another_is_begun_anew() throws Exception {
    for (int i = 0; i < 6; i++) {
      create(Operations.person("u" + i));
    }
    Search first = Search.first(ObjectType.USER, 3);
    Listing.Page page = page(searchable().search(first));
    for (Account account : page.accounts()) {
      subject.connector(Reach.DIRECTLY).apply(Operations.deletion(account.id()));
    }
    Outcome.Failed failed =
        failure(searchable().search(first.after(page.nextIfAny().orElseThrow())));
    assertThat(failed.kind()).isEqualTo(FailureKind.GONE);
  }

  @Test
  void a_cursor_the_service_has_forgotten_is_gone() throws Exception {
    subject.service.announce("{\"pagination\":{\"cursor\":true}}");
    Search first = Search.first(ObjectType.USER, 3);
    assertThat(failure(searchable().search(first.after("cursor:expired"))).kind())
        .isEqualTo(FailureKind.GONE);
    assertThat(failure(searchable().search(first.after("cursor:other"))).kind())
        .isEqualTo(FailureKind.INVALID);
  }

  @Test
  void a_service_that_cannot_be_asked_for_changes_says_so() throws Exception {
    ChangeSource source = (ChangeSource) subject.connector(Reach.DIRECTLY);
    RemoteChanges first = source.changes(ObjectType.USER, null, 10);
    String token = ((RemoteChanges.Known) first).token();
    subject.service.instead(
        exchange -> {
          subject.service.send(exchange, 400, null);
          return true;
        });
    RemoteChanges told = source.changes(ObjectType.USER, token, 10);
    Outcome.Failed failed = ((RemoteChanges.Unreadable) told).why();
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains("meta.lastModified");
  }
}
