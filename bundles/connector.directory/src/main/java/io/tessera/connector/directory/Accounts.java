package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Tells what entries hold. */
final class Accounts {
  private final Finder finder;
  private final Codec codec;
  private final Layout layout;
  private final Dialect dialect;
  private final Ranges ranges;

  Accounts(Directory directory, Finder finder, Codec codec, Layout layout, Dialect dialect) {
    this.finder = finder;
    this.codec = codec;
    this.layout = layout;
    this.dialect = dialect;
    this.ranges = new Ranges(directory);
  }

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(lookup.type());
    Set<String> names = new LinkedHashSet<>(lookup.attributes().names());
    names.add(kind.namingAttribute());
    names.addAll(dialect.stateAttributes(kind));
    String[] wanted = names.toArray(String[]::new);
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Optional<SearchResultEntry> found =
        id.isPresent()
            ? finder.byId(kind, id.get(), wanted)
            : finder.byKeys(kind, lookup.attributes(), wanted);
    if (found.isEmpty()) {
      return new Reading.Absent();
    }
    Set<String> unasked = unasked(kind, lookup.attributes());
    TargetAttributes observed = codec.decode(ranges.complete(found.get(), unasked), unasked);
    return new Reading.Found(finder.idOf(found.get()), observed);
  }

  /** What is read for our own sake. */
  private Set<String> unasked(Kind kind, TargetAttributes asked) {
    Set<String> unasked = new HashSet<>();
    dialect.stateAttributes(kind).forEach(a -> unasked.add(Codec.fold(a)));
    asked.names().forEach(a -> unasked.remove(Codec.fold(a)));
    unasked.remove(Codec.fold(kind.namingAttribute()));
    return unasked;
  }

  /** What to ask for when accounts are listed: all that is ours to know. */
  String[] listed(Kind kind) {
    Set<String> names = new LinkedHashSet<>();
    names.add("*");
    names.addAll(dialect.stateAttributes(kind));
    return names.toArray(String[]::new);
  }

  /** An entry read with {@link #listed}; without members, who may be many. */
  Account account(ObjectType type, SearchResultEntry entry)
      throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(type);
    Set<String> without = new HashSet<>();
    without.add("objectclass");
    without.add(Codec.fold(dialect.idAttribute()));
    if (type == ObjectType.GROUP) {
      without.add(Codec.fold(layout.membership().attribute()));
    }
    dialect.stateAttributes(kind).forEach(a -> without.add(Codec.fold(a)));
    without.remove(Codec.fold(kind.namingAttribute()));
    return new Account(
        finder.idOf(entry),
        codec.decode(ranges.complete(entry, without), without),
        type == ObjectType.USER ? dialect.activityOf(entry) : null,
        dialect.versionOf(entry));
  }
}
