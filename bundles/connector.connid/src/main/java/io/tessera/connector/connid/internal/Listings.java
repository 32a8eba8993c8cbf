package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.SearchResult;
import org.jspecify.annotations.Nullable;

/**
 * Lists objects. Connectors that give pages are asked for them. Others give all in any order each
 * time; a page is then those with the smallest ids after the last page, and no more than that is
 * held.
 */
final class Listings {
  private static final String COOKIE = "c";
  private static final String AFTER = "a";

  private final Facade facade;
  private final ObjectKinds kinds;

  Listings(Facade facade, ObjectKinds kinds) {
    this.facade = facade;
    this.kinds = kinds;
  }

  Listing search(Search search) throws TargetFailure, InterruptedException {
    ObjectKind kind = kinds.of(search.type());
    String cursor = search.cursorIfAny().orElse("");
    if (cursor.isEmpty()) {
      return kind.pages() ? page(kind, null, search.most()) : sorted(kind, "", search.most());
    }
    if (cursor.startsWith(COOKIE)) {
      return page(kind, cursor.substring(1), search.most());
    }
    if (cursor.startsWith(AFTER)) {
      return sorted(kind, cursor.substring(1), search.most());
    }
    throw TargetFailure.of(FailureKind.INVALID, "The cursor is none of ours.");
  }

  private Listing page(ObjectKind kind, @Nullable String cookie, int most)
      throws TargetFailure, InterruptedException {
    OperationOptionsBuilder options = asked(kind).setPageSize(most);
    if (cookie != null) {
      options.setPagedResultsCookie(cookie);
    }
    OperationOptions page = options.build();
    List<Account> accounts = new ArrayList<>();
    @Nullable SearchResult result =
        facade.call(
            c ->
                c.search(
                    kind.objectClass(),
                    null,
                    o -> {
                      accounts.add(account(kind, o));
                      return accounts.size() < most;
                    },
                    page));
    @Nullable String next = result == null ? null : result.getPagedResultsCookie();
    return new Listing.Page(accounts, next == null || next.isEmpty() ? null : COOKIE + next);
  }

  private Listing sorted(ObjectKind kind, String after, int most)
      throws TargetFailure, InterruptedException {
    TreeMap<String, Account> smallest = new TreeMap<>();
    OperationOptions options = asked(kind).build();
    facade.call(
        c ->
            c.search(
                kind.objectClass(),
                null,
                o -> {
                  String id = o.getUid().getUidValue();
                  boolean fits = smallest.size() <= most || id.compareTo(smallest.lastKey()) < 0;
                  if (id.compareTo(after) > 0 && fits) {
                    smallest.put(id, account(kind, o));
                    if (smallest.size() > most + 1) {
                      smallest.pollLastEntry();
                    }
                  }
                  return true;
                },
                options));
    boolean more = smallest.size() > most;
    if (more) {
      smallest.pollLastEntry();
    }
    return new Listing.Page(
        List.copyOf(smallest.values()), more ? AFTER + smallest.lastKey() : null);
  }

  private static OperationOptionsBuilder asked(ObjectKind kind) {
    return new OperationOptionsBuilder(Finder.options(kind, TargetAttributes.none()));
  }

  static Account account(ObjectKind kind, ConnectorObject object) {
    return new Account(
        new RemoteId(object.getUid().getUidValue()),
        kind.texts(object),
        ObjectKind.activity(object),
        object.getUid().getRevision());
  }
}
