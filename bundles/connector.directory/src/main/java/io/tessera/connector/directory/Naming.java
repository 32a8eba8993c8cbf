package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names entries. DNs are built from parts, so that no value can change the shape of a name. */
final class Naming {
  private final Dialect dialect;

  Naming(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * A new name of an entry.
   *
   * @param below the entry it moves below; null: it stays below the same
   */
  record Move(RDN name, @Nullable DN below, DN whole) {}

  /** The DN of a new entry. */
  static DN ofNew(Kind kind, TargetAttributes attributes) throws TargetFailure {
    String value =
        attributes
            .first(kind.namingAttribute())
            .filter(v -> !v.isEmpty())
            .orElseThrow(
                () ->
                    TargetFailure.of(
                        FailureKind.INVALID,
                        "The naming attribute "
                            + kind.namingAttribute()
                            + " has no value; map one."));
    Place place = kind.place();
    DN below = place == null ? kind.base() : place.ofNew(kind.base(), attributes);
    return new DN(new RDN(kind.namingAttribute(), value), below);
  }

  /**
   * The name an entry should have instead of its present one.
   *
   * @return none where it stays, be it in another case: that is a change of the value only, unless
   *     the dialect says otherwise; an adopted entry keeps the attribute that names it
   */
  Optional<Move> change(Kind kind, SearchResultEntry entry, TargetAttributes wanted)
      throws TargetFailure {
    DN old = dnOf(entry);
    RDN name = name(kind, old, wanted);
    DN parent = old.getParent() == null ? DN.NULL_DN : old.getParent();
    DN below = below(kind, parent, wanted);
    boolean renamed = !same(name, old.getRDN());
    boolean moved = !below.equals(parent);
    return renamed || moved
        ? Optional.of(new Move(name, moved ? below : null, new DN(name, below)))
        : Optional.empty();
  }

  private boolean same(RDN one, RDN other) {
    return dialect.namesOnlyByName()
        ? Arrays.equals(one.getAttributeValues(), other.getAttributeValues())
        : one.equals(other);
  }

  private static DN below(Kind kind, DN parent, TargetAttributes wanted) throws TargetFailure {
    Place place = kind.place();
    return place == null ? parent : place.below(kind.base(), wanted).orElse(parent);
  }

  private static RDN name(Kind kind, DN dn, TargetAttributes wanted) {
    Optional<String> value = wanted.first(kind.namingAttribute()).filter(v -> !v.isEmpty());
    RDN old = dn.getRDN();
    if (value.isEmpty() || !old.hasAttribute(kind.namingAttribute())) {
      return old;
    }
    String[] names = old.getAttributeNames();
    String[] values = old.getAttributeValues().clone();
    for (int i = 0; i < names.length; i++) {
      if (names[i].equalsIgnoreCase(kind.namingAttribute())) {
        values[i] = value.get();
      }
    }
    return new RDN(names, values);
  }

  /**
   * Whether the naming attribute needs no writing of its own.
   *
   * @param renamed whether the entry has just got the first wanted value as its name
   */
  boolean isSettled(Kind kind, SearchResultEntry entry, List<String> wanted, boolean renamed)
      throws TargetFailure {
    RDN name = dnOf(entry).getRDN();
    if (dialect.namesOnlyByName() && name.hasAttribute(kind.namingAttribute())) {
      return true;
    }
    String[] had = entry.getAttributeValues(kind.namingAttribute());
    Set<String> present = new HashSet<>(had == null ? List.of() : Arrays.asList(had));
    if (renamed) {
      present.removeAll(Arrays.asList(name.getAttributeValues()));
      present.add(wanted.get(0));
    }
    return present.equals(new HashSet<>(wanted));
  }

  private static DN dnOf(SearchResultEntry entry) throws TargetFailure {
    try {
      return entry.getParsedDN();
    } catch (LDAPException malformed) {
      throw TargetFailure.of(FailureKind.UNKNOWN, "read the name of the entry", malformed);
    }
  }
}
