package io.tessera.store.jpa.internal;

import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An account belongs to one resource. A result that would link the account of another, because a
 * connector answered a wrong id, is turned into a dead operation.
 */
final class ForeignAccounts {
  private static final String OWNERS =
      "SELECT remote_id, resource_id FROM account_links WHERE target = ? AND remote_key IN (:in)";

  private ForeignAccounts() {}

  /** The completions, with those replaced that would link somebody else's account. */
  static List<Completion> refused(Sql sql, List<Completion> completions) {
    Map<String, Map<String, String>> owners = owners(sql, completions);
    List<Completion> result = new ArrayList<>();
    for (Completion completion : completions) {
      @Nullable String remoteId = linked(completion);
      String resource = completion.key().resource().toString();
      String owner =
          remoteId == null
              ? resource
              : owners
                  .getOrDefault(completion.key().target().toString(), new HashMap<>())
                  .computeIfAbsent(remoteId, first -> resource);
      result.add(owner.equals(resource) ? completion : refused(completion, owner));
    }
    return result;
  }

  private static Completion refused(Completion completion, String owner) {
    String detail =
        "The connector answered the id of an account that belongs to "
            + owner
            + ". Nothing was linked; look at the two accounts in the target and at the connector.";
    return new Completion(
        completion.key(),
        completion.epoch(),
        List.of(),
        new Next.Hold(1, "CONFLICT", detail),
        LinkChange.KEEP,
        completion.attempts());
  }

  /** Owners by remote id, by target. */
  private static Map<String, Map<String, String>> owners(Sql sql, List<Completion> completions) {
    Map<String, List<Completion>> byTarget =
        completions.stream()
            .filter(c -> linked(c) != null)
            .collect(Collectors.groupingBy(c -> c.key().target().toString()));
    Map<String, Map<String, String>> result = new HashMap<>();
    byTarget.forEach((target, those) -> result.put(target, owners(sql, target, those)));
    return result;
  }

  private static Map<String, String> owners(
      Sql sql, String target, Collection<Completion> completions) {
    Map<String, String> result = new HashMap<>();
    List<String> keys =
        completions.stream()
            .map(c -> SearchKey.exact(c.linkPut().map(AccountLink::remoteId).orElse("")))
            .toList();
    sql.listIn(OWNERS, List.of(target), keys, row -> put(result, row));
    return result;
  }

  private static boolean put(Map<String, String> owners, ResultSet row) throws SQLException {
    owners.put(row.getString(1), row.getString(2));
    return true;
  }

  private static @Nullable String linked(Completion completion) {
    return completion.linkPut().filter(AccountLink::known).map(AccountLink::remoteId).orElse(null);
  }
}
