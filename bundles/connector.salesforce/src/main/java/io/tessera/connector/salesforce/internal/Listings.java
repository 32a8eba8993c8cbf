package io.tessera.connector.salesforce.internal;

import io.tessera.connector.salesforce.internal.SalesforceSettings.Disabling;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists users and groups page by page in the order of their ids: the cursor is the last id, so that
 * the org keeps nothing, and nothing is missed when others come and go.
 */
final class Listings {
  /** The most rows a query for all fields may have. */
  static final int MOST = 200;

  private final SalesforceClient client;
  private final SalesforceSettings settings;
  private final Freezer freezer;

  Listings(SalesforceClient client, SalesforceSettings settings) {
    this.client = client;
    this.settings = settings;
    this.freezer = new Freezer(client);
  }

  Listing page(Search search) throws TargetFailure, InterruptedException {
    int most = Math.min(search.most(), MOST);
    List<Attributes> rows = client.query(query(search, most));
    String next = rows.size() < most ? null : Directory.idOf(rows.get(rows.size() - 1)).value();
    List<Attributes> shown = rows.stream().filter(row -> !UserRecords.isRemoved(row)).toList();
    return new Listing.Page(accounts(search.type(), shown), next);
  }

  private String query(Search search, int most) throws TargetFailure {
    List<String> conditions = new ArrayList<>();
    filter(search.type()).ifPresent(conditions::add);
    @Nullable String cursor = search.cursor();
    if (cursor != null) {
      if (!Soql.isId(cursor)) {
        throw TargetFailure.of(FailureKind.INVALID, "The cursor is none of a listing.");
      }
      conditions.add("Id > " + Soql.quoted(cursor));
    }
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return "SELECT FIELDS(ALL) FROM "
        + object(search.type())
        + where
        + " ORDER BY Id LIMIT "
        + most;
  }

  String object(ObjectType type) {
    return type == ObjectType.USER ? "User" : settings.groupKind().orElseThrow().object();
  }

  Optional<String> filter(ObjectType type) {
    return type == ObjectType.USER ? Optional.empty() : settings.groupKind().map(GroupKind::filter);
  }

  List<Account> accounts(ObjectType type, List<Attributes> rows)
      throws TargetFailure, InterruptedException {
    boolean users = type == ObjectType.USER;
    Set<String> frozen =
        users && settings.disabling() == Disabling.FREEZE
            ? freezer.among(rows.stream().flatMap(row -> row.text("Id").stream()).toList())
            : Set.of();
    List<Account> accounts = new ArrayList<>();
    for (Attributes row : rows) {
      boolean usable =
          row.bool(UserRecords.ACTIVE).orElse(true) && !frozen.contains(row.text("Id").orElse(""));
      accounts.add(
          new Account(
              Directory.idOf(row),
              all(row),
              users ? (usable ? Activity.ENABLED : Activity.DISABLED) : null,
              row.text("SystemModstamp").orElse(null)));
    }
    return accounts;
  }

  private TargetAttributes all(Attributes row) {
    TargetAttributes.Builder all = TargetAttributes.builder();
    row.forEach(
        (name, value) ->
            UserRecords.text(value)
                .map(
                    text ->
                        name.equals(UserRecords.USERNAME) ? settings.usernames().told(text) : text)
                .ifPresent(text -> all.put(name, text)));
    return all.build();
  }
}
