package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.ldap.internal.LdapSettings.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names entries. DNs are built from parts, so that no value can change the shape of a name. */
final class Naming {
  private Naming() {}

  /** The DN of a new entry. */
  static String ofNew(Kind kind, TargetAttributes attributes) throws TargetFailure {
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
    return new DN(new RDN(kind.namingAttribute(), value), kind.base()).toString();
  }

  /**
   * The name an entry should have instead of its present one.
   *
   * @return none where it stays, be it in another case: that is a change of the value only; none
   *     also for an adopted entry that another attribute names
   */
  static Optional<RDN> change(Kind kind, SearchResultEntry entry, TargetAttributes wanted)
      throws TargetFailure {
    Optional<String> value = wanted.first(kind.namingAttribute()).filter(v -> !v.isEmpty());
    RDN old = dnOf(entry).getRDN();
    if (value.isEmpty() || !old.hasAttribute(kind.namingAttribute())) {
      return Optional.empty();
    }
    String[] names = old.getAttributeNames();
    String[] values = old.getAttributeValues().clone();
    for (int i = 0; i < names.length; i++) {
      if (names[i].equalsIgnoreCase(kind.namingAttribute())) {
        values[i] = value.get();
      }
    }
    RDN changed = new RDN(names, values);
    return changed.equals(old) ? Optional.empty() : Optional.of(changed);
  }

  static String renamed(SearchResultEntry entry, RDN rdn) throws TargetFailure {
    DN parent = dnOf(entry).getParent();
    return (parent == null ? new DN(rdn) : new DN(rdn, parent)).toString();
  }

  /**
   * Whether the naming attribute needs no writing of its own.
   *
   * @param renamed whether the entry has just got the first wanted value as its name
   */
  static boolean isSettled(Kind kind, SearchResultEntry entry, List<String> wanted, boolean renamed)
      throws TargetFailure {
    String[] had = entry.getAttributeValues(kind.namingAttribute());
    Set<String> present = new HashSet<>(had == null ? List.of() : Arrays.asList(had));
    if (renamed) {
      present.removeAll(Arrays.asList(dnOf(entry).getRDN().getAttributeValues()));
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
