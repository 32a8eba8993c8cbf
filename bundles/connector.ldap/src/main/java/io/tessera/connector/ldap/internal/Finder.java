package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.ldap.internal.LdapSettings.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds entries. Values reach a filter as assertion values only, never as filter text. */
final class Finder {
  private static final int TELLS_ONE_FROM_SEVERAL = 2;

  private final Directory directory;
  private final LdapSettings settings;

  Finder(Directory directory, LdapSettings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  Kind kind(ObjectType type) throws TargetFailure {
    if (type == ObjectType.USER) {
      return settings.users();
    }
    return settings
        .groups()
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION, "There is no group base; set groupBase."));
  }

  /** The entry with this remote id, with the attributes asked for. */
  Optional<SearchResultEntry> byId(Kind kind, RemoteId id, String... attributes)
      throws TargetFailure, InterruptedException {
    return single(search(kind, idFilter(id), TELLS_ONE_FROM_SEVERAL, attributes));
  }

  /**
   * The entry whose key attributes have the first values given.
   *
   * @throws TargetFailure also when several match, or when no key attribute has a value
   */
  Optional<SearchResultEntry> byKeys(Kind kind, TargetAttributes given, String... attributes)
      throws TargetFailure, InterruptedException {
    List<Filter> all = new ArrayList<>();
    all.add(Filter.createEqualityFilter("objectClass", kind.objectClasses().get(0)));
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

  /** DNs of the entries with these ids; ids that do not exist are missing. */
  Map<RemoteId, String> dns(Kind kind, List<RemoteId> ids)
      throws TargetFailure, InterruptedException {
    List<Filter> any = ids.stream().map(this::idFilter).toList();
    Map<RemoteId, String> dns = new HashMap<>();
    for (SearchResultEntry entry :
        search(kind, Filter.createORFilter(any), ids.size(), settings.idAttribute())) {
      dns.put(idOf(entry), entry.getDN());
    }
    return dns;
  }

  RemoteId idOf(Entry entry) throws TargetFailure {
    String id = entry.getAttributeValue(settings.idAttribute());
    if (id == null || id.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The entry has no readable "
              + settings.idAttribute()
              + "; grant the right to read it or set remoteIdAttribute.");
    }
    return new RemoteId(id);
  }

  private Filter idFilter(RemoteId id) {
    return Filter.createEqualityFilter(settings.idAttribute(), id.value());
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
            if (partly.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
              return partly.getSearchEntries();
            }
            throw partly;
          }
        });
  }
}
