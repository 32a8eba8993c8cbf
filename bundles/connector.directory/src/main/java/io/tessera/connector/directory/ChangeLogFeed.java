package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.ChangeLogEntry;
import com.unboundid.ldap.sdk.ChangeType;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import io.tessera.connector.spi.RemoteId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbered entries below {@code cn=changelog} (draft-good-ldap-changelog; the retro changelog
 * of 389). A removal is told where its entry names the id of what was removed: {@code
 * targetUniqueId}, {@code targetEntryUUID}, or the removed attributes.
 */
final class ChangeLogFeed implements ChangeFeed {
  private static final int LARGEST_STEP = 1_000;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final List<String> IDS = List.of("targetUniqueId", "targetEntryUUID");

  private final Directory directory;
  private final Finder finder;
  private final Accounts accounts;
  private final Dialect dialect;
  private final DN log;

  ChangeLogFeed(Directory directory, Finder finder, Accounts accounts, Dialect dialect, DN log) {
    this.directory = directory;
    this.finder = finder;
    this.accounts = accounts;
    this.dialect = dialect;
    this.log = log;
  }

  /** The numbers the log holds. */
  private record Extent(long first, long last) {}

  @Override
  public RemoteChanges.Known changes(ObjectType type, @Nullable String token, int most)
      throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(type);
    Extent extent = extent();
    if (token == null) {
      return new RemoteChanges.Known(List.of(), Long.toString(extent.last()), false);
    }
    long told = number(token);
    if (told + 1 < extent.first() || told > extent.last()) {
      throw TargetFailure.of(
          FailureKind.GONE, "The change log does not reach back to the token; list all.");
    }
    long until = Math.min(extent.last(), told + Math.min(most, LARGEST_STEP));
    Map<String, RemoteChange> changes = new LinkedHashMap<>();
    for (ChangeLogEntry entry : entries(told, until)) {
      change(type, kind, entry)
          .ifPresent(
              change -> {
                changes.remove(change.id().value());
                changes.put(change.id().value(), change);
              });
    }
    return new RemoteChanges.Known(
        new ArrayList<>(changes.values()), Long.toString(until), until < extent.last());
  }

  private static long number(String token) throws TargetFailure {
    if (!NUMBER.matcher(token).matches()) {
      throw TargetFailure.of(FailureKind.INVALID, "The token is none of this connector's.");
    }
    return Long.parseLong(token);
  }

  private Extent extent() throws TargetFailure, InterruptedException {
    Entry root =
        directory.ask(
            "read the root entry", c -> c.getEntry("", "firstChangeNumber", "lastChangeNumber"));
    Long last = root == null ? null : root.getAttributeValueAsLong("lastChangeNumber");
    Long first = root == null ? null : root.getAttributeValueAsLong("firstChangeNumber");
    if (last == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The root entry tells no lastChangeNumber; switch the change log on, or set changes.");
    }
    return new Extent(first == null ? 0 : first, last);
  }

  private List<ChangeLogEntry> entries(long after, long until)
      throws TargetFailure, InterruptedException {
    if (until <= after) {
      return List.of();
    }
    Filter filter =
        Filter.createANDFilter(
            Filter.createGreaterOrEqualFilter("changeNumber", Long.toString(after + 1)),
            Filter.createLessOrEqualFilter("changeNumber", Long.toString(until)));
    SearchRequest request =
        new SearchRequest(log.toString(), SearchScope.ONE, filter, "*", IDS.get(0), IDS.get(1));
    List<ChangeLogEntry> entries = new ArrayList<>();
    for (SearchResultEntry entry :
        directory.ask("read the change log", c -> c.search(request)).getSearchEntries()) {
      try {
        entries.add(new ChangeLogEntry(entry));
      } catch (LDAPException malformed) {
        throw TargetFailure.of(FailureKind.CONFIGURATION, "read the change log", malformed);
      }
    }
    entries.sort(Comparator.comparingLong(ChangeLogEntry::getChangeNumber));
    return entries;
  }

  private Optional<RemoteChange> change(ObjectType type, Kind kind, ChangeLogEntry change)
      throws TargetFailure, InterruptedException {
    try {
      DN before = new DN(change.getTargetDN());
      DN after = change.getChangeType() == ChangeType.MODIFY_DN ? renamed(change, before) : before;
      if (!before.isDescendantOf(kind.base(), false) && !after.isDescendantOf(kind.base(), false)) {
        return Optional.empty();
      }
      return now(type, kind, change, after);
    } catch (LDAPException malformed) {
      throw TargetFailure.of(FailureKind.CONFIGURATION, "read the change log", malformed);
    }
  }

  private static DN renamed(ChangeLogEntry change, DN before) throws LDAPException {
    DN parent =
        change.getNewSuperior() == null ? before.getParent() : new DN(change.getNewSuperior());
    return new DN(new RDN(change.getNewRDN()), parent == null ? DN.NULL_DN : parent);
  }

  private Optional<RemoteChange> now(ObjectType type, Kind kind, ChangeLogEntry change, DN after)
      throws TargetFailure, InterruptedException {
    Optional<RemoteId> id = idOf(change);
    Optional<SearchResultEntry> entry =
        id.isPresent()
            ? finder.listed(kind, id.get(), accounts.listed(kind))
            : finder.listed(kind, after, accounts.listed(kind));
    if (entry.isPresent()) {
      return Optional.of(new RemoteChanges.Put(accounts.account(type, entry.get())));
    }
    return change.getChangeType() == ChangeType.DELETE
        ? id.map(RemoteChanges.Removed::new)
        : Optional.empty();
  }

  private Optional<RemoteId> idOf(ChangeLogEntry change) {
    for (String name : IDS) {
      String value = change.getAttributeValue(name);
      if (value != null) {
        return Optional.of(new RemoteId(value));
      }
    }
    return change.getDeletedEntryAttributes() == null
        ? Optional.empty()
        : dialect.idOf(new Entry(change.getTargetDN(), change.getDeletedEntryAttributes()));
  }
}
