package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.Put;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import io.tessera.connector.spi.RemoteChanges.Removed;
import io.tessera.model.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what changed, in the order of the org's own time stamps and, within one, of ids. */
final class Changes {
  private static final String STAMP = "SystemModstamp";
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z)"
              + " (?<id>[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?)");
  private static final String BEGINNING = "1970-01-01T00:00:00.000Z 000000000000000";

  private final SalesforceClient client;
  private final Listings listings;

  Changes(SalesforceClient client, Listings listings) {
    this.client = client;
    this.listings = listings;
  }

  RemoteChanges since(ObjectType type, @Nullable String token, int most)
      throws TargetFailure, InterruptedException {
    if (token == null) {
      return new RemoteChanges.Known(List.of(), now(type), false);
    }
    int limit = Math.min(most, Listings.MOST);
    List<Attributes> rows = client.query(query(type, token, limit));
    String next = rows.isEmpty() ? token : token(rows.get(rows.size() - 1));
    return new RemoteChanges.Known(changes(type, rows), next, rows.size() == limit);
  }

  private String now(ObjectType type) throws TargetFailure, InterruptedException {
    String where = listings.filter(type).map(filter -> " WHERE " + filter).orElse("");
    List<Attributes> last =
        client.query(
            "SELECT Id, SystemModstamp FROM "
                + listings.object(type)
                + where
                + " ORDER BY SystemModstamp DESC, Id DESC LIMIT 1");
    return last.isEmpty() ? BEGINNING : token(last.get(0));
  }

  private static String token(Attributes row) throws TargetFailure {
    String time = row.text(STAMP).orElse("").replaceAll("[+]00:?00$", "Z");
    String token = time + " " + Directory.idOf(row);
    if (!TOKEN.matcher(token).matches()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, "The org answered a row without SystemModstamp; check url.");
    }
    return token;
  }

  private String query(ObjectType type, String token, int limit) throws TargetFailure {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      throw TargetFailure.of(FailureKind.INVALID, "The token is none of ours.");
    }
    String time = parts.group("time");
    String filter = listings.filter(type).map(each -> each + " AND ").orElse("");
    return "SELECT FIELDS(ALL) FROM "
        + listings.object(type)
        + " WHERE "
        + filter
        + "(SystemModstamp > "
        + time
        + " OR (SystemModstamp = "
        + time
        + " AND Id > "
        + Soql.quoted(parts.group("id"))
        + ")) ORDER BY SystemModstamp, Id LIMIT "
        + limit;
  }

  private List<RemoteChange> changes(ObjectType type, List<Attributes> rows)
      throws TargetFailure, InterruptedException {
    List<Attributes> present = rows.stream().filter(row -> !UserRecords.isRemoved(row)).toList();
    Map<String, Account> accounts = new HashMap<>();
    for (Account each : listings.accounts(type, present)) {
      accounts.put(each.id().value(), each);
    }
    List<RemoteChange> changes = new ArrayList<>();
    for (Attributes row : rows) {
      Account account = accounts.get(row.text("Id").orElse(""));
      changes.add(account == null ? new Removed(Directory.idOf(row)) : new Put(account));
    }
    return changes;
  }
}
