package io.tessera.connector.google.internal;

import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Search;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists users and groups page by page; the directory's page tokens are the cursors. */
final class Listings {
  /** A page of users with all they have is to stay well below the largest answer. */
  private static final int MOST = 200;

  private static final int BAD_REQUEST = 400;

  private final DirectoryClient client;
  private final String customer;
  private final UserReader users;
  private final Groups groups;

  Listings(DirectoryClient client, GoogleSettings settings, Groups groups) {
    this.client = client;
    this.customer = settings.customer();
    this.users = new UserReader(settings.addresses());
    this.groups = groups;
  }

  Listing page(Search search) throws TargetFailure, InterruptedException {
    String collection = search.type() == ObjectType.USER ? "users" : "groups";
    Attributes answer = answer(collection, search);
    List<Account> accounts = new ArrayList<>();
    for (Value each : answer.get(collection).orElse(Value.NONE).elements()) {
      if (each instanceof Value.Complex complex) {
        accounts.add(account(search.type(), complex.attributes()));
      }
    }
    @Nullable String next =
        answer.text("nextPageToken").map(token -> collection + " " + token).orElse(null);
    return new Listing.Page(accounts, next);
  }

  private Attributes answer(String collection, Search search)
      throws TargetFailure, InterruptedException {
    String query =
        collection
            + "?customer="
            + DirectoryClient.encode(customer)
            + "&maxResults="
            + Math.min(search.most(), MOST)
            + "&orderBy=email"
            + (search.type() == ObjectType.USER ? "&projection=full" : "");
    String cursor = search.cursor();
    if (cursor == null) {
      return client.get(query);
    }
    String token = token(collection, cursor);
    try {
      return client.get(query + "&pageToken=" + DirectoryClient.encode(token));
    } catch (TargetFailure refused) {
      throw refused.isStatus(BAD_REQUEST)
          ? refused.as(FailureKind.GONE, "The directory knows this page no more; begin anew.")
          : refused;
    }
  }

  private static String token(String collection, String cursor) throws TargetFailure {
    String prefix = collection + " ";
    if (!cursor.startsWith(prefix)) {
      throw TargetFailure.of(FailureKind.INVALID, "The cursor is none of this listing.");
    }
    return cursor.substring(prefix.length());
  }

  private Account account(ObjectType type, Attributes found) throws TargetFailure {
    String etag = found.text("etag").orElse(null);
    if (type == ObjectType.GROUP) {
      return new Account(
          Records.idOf(found, FailureKind.CONFIGURATION), groups.all(found), null, etag);
    }
    boolean suspended = found.bool("suspended").orElse(false);
    return new Account(
        Records.idOf(found, FailureKind.CONFIGURATION),
        users.all(found),
        suspended ? Activity.DISABLED : Activity.ENABLED,
        etag);
  }
}
