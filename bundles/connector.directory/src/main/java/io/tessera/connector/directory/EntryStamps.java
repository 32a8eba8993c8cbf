package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Oldest.Position;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entries themselves, with the time of their last change. Removed ones are not told. */
final class EntryStamps implements StampedFeed.Source {
  private static final String STAMP = "modifyTimestamp";

  private final Finder finder;
  private final Accounts accounts;
  private final Dialect dialect;

  EntryStamps(Finder finder, Accounts accounts, Dialect dialect) {
    this.finder = finder;
    this.accounts = accounts;
    this.dialect = dialect;
  }

  @Override
  public SearchRequest since(ObjectType type, @Nullable Long epochMillis) throws TargetFailure {
    Kind kind = finder.kind(type);
    String base = kind.base().toString();
    if (epochMillis == null) {
      return new SearchRequest(
          base, SearchScope.SUB, dialect.marker(kind), STAMP, dialect.idAttribute());
    }
    Filter filter =
        Filter.createANDFilter(
            dialect.marker(kind),
            Filter.createGreaterOrEqualFilter(STAMP, GeneralizedTime.second(epochMillis)));
    String[] listed = accounts.listed(kind);
    String[] wanted = Arrays.copyOf(listed, listed.length + 1);
    wanted[listed.length] = STAMP;
    return new SearchRequest(base, SearchScope.SUB, filter, wanted);
  }

  @Override
  public @Nullable Position at(SearchResultEntry entry) throws TargetFailure {
    String stamp = entry.getAttributeValue(STAMP);
    if (stamp == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "Entries have no readable " + STAMP + "; grant the right to read it or set changes.");
    }
    return new Position(GeneralizedTime.millis(stamp), finder.idOf(entry).value());
  }

  @Override
  public Optional<RemoteChanges.RemoteChange> change(ObjectType type, SearchResultEntry entry)
      throws TargetFailure, InterruptedException {
    return Optional.of(new RemoteChanges.Put(accounts.account(type, entry)));
  }
}
