package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Oldest.Position;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import io.tessera.connector.spi.RemoteId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writes that OpenLDAP's overlay accesslog keeps below {@code cn=accesslog}
 * (slapo-accesslog(5)), with the id of the entry in {@code reqEntryUUID}. Removals are told, too.
 */
final class AccessLog implements StampedFeed.Source {
  private static final String START = "reqStart";
  private static final String ID = "reqEntryUUID";

  private final Finder finder;
  private final Accounts accounts;
  private final DN log;

  AccessLog(Finder finder, Accounts accounts, DN log) {
    this.finder = finder;
    this.accounts = accounts;
    this.log = log;
  }

  @Override
  public SearchRequest since(ObjectType type, @Nullable Long epochMillis) {
    Filter writes = Filter.createEqualityFilter("objectClass", "auditWriteObject");
    Filter done = Filter.createEqualityFilter("reqResult", "0");
    Filter filter =
        epochMillis == null
            ? Filter.createANDFilter(writes, done)
            : Filter.createANDFilter(
                writes,
                done,
                Filter.createGreaterOrEqualFilter(START, GeneralizedTime.second(epochMillis)));
    return new SearchRequest(
        log.toString(), SearchScope.SUB, filter, START, ID, "reqDN", "reqType");
  }

  /** Times have microseconds; the text tells them apart. */
  @Override
  public @Nullable Position at(SearchResultEntry entry) throws TargetFailure {
    String start = entry.getAttributeValue(START);
    return start == null ? null : new Position(GeneralizedTime.millis(start), start);
  }

  @Override
  public Optional<RemoteChange> change(ObjectType type, SearchResultEntry entry)
      throws TargetFailure, InterruptedException {
    String id = entry.getAttributeValue(ID);
    Kind kind = finder.kind(type);
    if (id == null || !isBelow(kind, entry.getAttributeValue("reqDN"))) {
      return Optional.empty();
    }
    RemoteId remoteId = new RemoteId(id);
    Optional<SearchResultEntry> now = finder.listed(kind, remoteId, accounts.listed(kind));
    if (now.isPresent()) {
      return Optional.of(new RemoteChanges.Put(accounts.account(type, now.get())));
    }
    return "delete".equals(entry.getAttributeValue("reqType"))
        ? Optional.of(new RemoteChanges.Removed(remoteId))
        : Optional.empty();
  }

  private static boolean isBelow(Kind kind, @Nullable String dn) {
    try {
      return dn != null && DN.isDescendantOf(dn, kind.base().toString(), false);
    } catch (LDAPException malformed) {
      return false;
    }
  }
}
