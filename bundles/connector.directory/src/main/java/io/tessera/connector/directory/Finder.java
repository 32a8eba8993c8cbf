package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds entries. Values reach a filter as assertion values only, never as filter text. */
final class Finder {
  private static final int TELLS_ONE_FROM_SEVERAL = 2;

  private final Directory directory;
  private final Layout layout;
  private final Dialect dialect;

  Finder(Directory directory, Layout layout, Dialect dialect) {
    this.directory = directory;
    this.layout = layout;
    this.dialect = dialect;
  }

  Kind kind(ObjectType type) throws TargetFailure {
    if (type == ObjectType.USER) {
      return layout.users();
    }
    return layout
        .groups()
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION, "There is no group base; set groupBase."));
  }

  /** The entry with this remote id, with the attributes asked for. */
  Optional<SearchResultEntry> byId(Kind kind, RemoteId id, String... attributes)
      throws TargetFailure, InterruptedException {
    Optional<Filter> filter = dialect.withId(id);
    return filter.isEmpty()
        ? Optional.empty()
        : single(search(kind, filter.get(), TELLS_ONE_FROM_SEVERAL, attributes));
  }

  /**
   * The entry whose key attributes have the first values given.
   *
   * @throws TargetFailure also when several match, or when no key attribute has a value
   */
  Optional<SearchResultEntry> byKeys(Kind kind, TargetAttributes given, String... attributes)
      throws TargetFailure, InterruptedException {
    List<Filter> all = new ArrayList<>();
    all.add(dialect.marker(kind));
    for (String key : kind.keyAttributes()) {
      String value =
          given
              .first(key)
              .orElseThrow(
                  () ->
                      TargetFailure.of(
                          FailureKind.INVALID,
                          "The key attribute " + key + " has no value; map one."));
      all.add(Filter.createEqualityFilter(key, value));
    }
    return single(search(kind, Filter.createANDFilter(all), TELLS_ONE_FROM_SEVERAL, attributes));
  }

  /**
   * What the entries with these ids are called; ids that do not exist are missing.
   *
   * @param named the attribute to tell; null: the DN
   */
  Map<RemoteId, String> names(Kind kind, List<RemoteId> ids, @Nullable String named)
      throws TargetFailure, InterruptedException {
    List<Filter> any = ids.stream().map(dialect::withId).flatMap(Optional::stream).toList();
    Map<RemoteId, String> names = new HashMap<>();
    if (any.isEmpty()) {
      return names;
    }
    String[] wanted =
        named == null
            ? new String[] {dialect.idAttribute()}
            : new String[] {dialect.idAttribute(), named};
    for (SearchResultEntry entry : search(kind, Filter.createORFilter(any), any.size(), wanted)) {
      String name = named == null ? entry.getDN() : entry.getAttributeValue(named);
      if (name != null) {
        names.put(idOf(entry), name);
      }
    }
    return names;
  }

  /** The entry of this kind with this remote id, for a list. */
  Optional<SearchResultEntry> listed(Kind kind, RemoteId id, String... attributes)
      throws TargetFailure, InterruptedException {
    Optional<Filter> filter = dialect.withId(id);
    return filter.isEmpty()
        ? Optional.empty()
        : single(
            search(
                kind,
                Filter.createANDFilter(dialect.marker(kind), filter.get()),
                TELLS_ONE_FROM_SEVERAL,
                attributes));
  }

  /** The entry of this kind with this name, for a list. */
  Optional<SearchResultEntry> listed(Kind kind, DN dn, String... attributes)
      throws TargetFailure, InterruptedException {
    return Optional.ofNullable(
        directory.ask(
            "read " + dn,
            c ->
                c.searchForEntry(
                    dn.toString(), SearchScope.BASE, dialect.marker(kind), attributes)));
  }

  /** DNs of the entries with a value. */
  List<String> holding(Kind kind, String attribute, String value)
      throws TargetFailure, InterruptedException {
    Filter filter =
        Filter.createANDFilter(dialect.marker(kind), Filter.createEqualityFilter(attribute, value));
    return search(kind, filter, 0, "1.1").stream().map(SearchResultEntry::getDN).toList();
  }

  /** Whether an entry is there and may be read. */
  boolean exists(DN dn) throws TargetFailure, InterruptedException {
    return directory.ask("read " + dn, c -> c.getEntry(dn.toString(), "1.1")) != null;
  }

  RemoteId idOf(Entry entry) throws TargetFailure {
    return dialect
        .idOf(entry)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION,
                    "The entry has no readable "
                        + dialect.idAttribute()
                        + "; grant the right to read it or set remoteIdAttribute."));
  }

  private static Optional<SearchResultEntry> single(List<SearchResultEntry> found)
      throws TargetFailure {
    if (found.size() > 1) {
      throw TargetFailure.of(
          FailureKind.INVALID, "Several entries match; remove or tell apart the doubles.");
    }
    return found.stream().findFirst();
  }

  private List<SearchResultEntry> search(Kind kind, Filter filter, int limit, String... attributes)
      throws TargetFailure, InterruptedException {
    SearchRequest request =
        new SearchRequest(kind.base().toString(), SearchScope.SUB, filter, attributes);
    request.setSizeLimit(limit);
    return directory.ask(
        "search below the " + kind.label() + " base",
        connection -> {
          try {
            return connection.search(request).getSearchEntries();
          } catch (LDAPSearchException partly) {
            // By our own limit; what the directory's own leaves out could be who is looked for.
            if (partly.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)
                && partly.getEntryCount() == limit) {
              return partly.getSearchEntries();
            }
            throw partly;
          }
        });
  }
}
