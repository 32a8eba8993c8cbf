package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Layout.Membership;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.RemoteId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds members to groups and removes them. Adding a present member and removing an absent one is
 * success, whether or not the directory knows the permissive modify control.
 */
final class Memberships {
  /** Members in one request; keeps requests well below usual size limits. */
  static final int BATCH = 200;

  private final Directory directory;
  private final Finder finder;
  private final Membership membership;

  Memberships(Directory directory, Finder finder, Layout layout) {
    this.directory = directory;
    this.finder = finder;
    this.membership = layout.membership();
  }

  /**
   * Members by what their groups list.
   *
   * @param unknown how many members to add do not exist in the directory
   */
  record Resolved(List<String> add, List<String> remove, int unknown) {
    /** Nobody is dropped silently. */
    void refuseUnknown() throws TargetFailure {
      if (unknown > 0) {
        throw TargetFailure.of(
            FailureKind.INVALID,
            unknown
                + (unknown == 1 ? " member to add does" : " members to add do")
                + " not exist in the directory.");
      }
    }
  }

  Resolved resolve(MemberDelta delta) throws TargetFailure, InterruptedException {
    List<String> add = names(delta.add());
    // Whoever is not there any more has left the group with it.
    List<String> remove = names(delta.remove());
    return new Resolved(add, remove, delta.add().size() - add.size());
  }

  /** What the member attribute of a new group holds; may be empty. */
  List<String> initial(Resolved members, String groupDn) {
    return members.add().isEmpty() && membership.required()
        ? List.of(membership.standInFor(groupDn))
        : members.add();
  }

  void apply(String groupDn, Resolved members) throws TargetFailure, InterruptedException {
    for (List<String> some : batches(members.add())) {
      add(groupDn, some);
    }
    for (List<String> some : batches(members.remove())) {
      remove(groupDn, some);
    }
  }

  /** A group that stands in for its own missing members does so by its new name. */
  void renamed(String oldDn, String newDn) throws TargetFailure, InterruptedException {
    if (membership.required() && membership.standIn() == null) {
      remove(newDn, List.of(oldDn));
    }
  }

  /** Makes a group valid that lost its last member behind our back. */
  void standIn(String groupDn) throws TargetFailure, InterruptedException {
    change(groupDn, ModificationType.ADD, List.of(membership.standInFor(groupDn)));
  }

  /** Puts another name into all groups that list a member; null: none. */
  void replace(String old, @Nullable String now) throws TargetFailure, InterruptedException {
    Kind groups = finder.kind(ObjectType.GROUP);
    for (String groupDn : finder.holding(groups, membership.attribute(), old)) {
      if (now != null) {
        add(groupDn, List.of(now));
      }
      remove(groupDn, List.of(old));
    }
  }

  String attribute() {
    return membership.attribute();
  }

  boolean required() {
    return membership.required();
  }

  private void add(String groupDn, List<String> dns) throws TargetFailure, InterruptedException {
    change(groupDn, ModificationType.ADD, dns);
    if (membership.required()) {
      change(groupDn, ModificationType.DELETE, List.of(membership.standInFor(groupDn)));
    }
  }

  private void remove(String groupDn, List<String> dns) throws TargetFailure, InterruptedException {
    try {
      change(groupDn, ModificationType.DELETE, dns);
    } catch (TargetFailure refused) {
      if (!membership.required() || !refused.is(ResultCode.OBJECT_CLASS_VIOLATION)) {
        throw refused;
      }
      standIn(groupDn);
      change(groupDn, ModificationType.DELETE, dns);
    }
  }

  private void change(String groupDn, ModificationType type, List<String> dns)
      throws TargetFailure, InterruptedException {
    try {
      modify(groupDn, new Modification(type, membership.attribute(), dns.toArray(String[]::new)));
    } catch (TargetFailure refused) {
      if (!isAlreadySo(refused)) {
        throw refused;
      }
      oneByOne(groupDn, type, dns);
    }
  }

  /** For directories that do not know the control: some of the values were so already. */
  private void oneByOne(String groupDn, ModificationType type, List<String> dns)
      throws TargetFailure, InterruptedException {
    if (dns.size() == 1) {
      return;
    }
    for (String dn : dns) {
      change(groupDn, type, List.of(dn));
    }
  }

  private static boolean isAlreadySo(TargetFailure refused) {
    return refused.is(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS)
        || refused.is(ResultCode.NO_SUCH_ATTRIBUTE);
  }

  private void modify(String groupDn, Modification modification)
      throws TargetFailure, InterruptedException {
    ModifyRequest request =
        new ModifyRequest(
            groupDn,
            new Modification[] {modification},
            new Control[] {new PermissiveModifyRequestControl(false)});
    try {
      directory.change("change the members", connection -> connection.modify(request));
    } catch (TargetFailure refused) {
      throw refused.is(ResultCode.NO_SUCH_OBJECT)
          ? refused.as(FailureKind.GONE, "The group does not exist any more.")
          : refused.ofOneEntry();
    }
  }

  private List<String> names(List<Member> members) throws TargetFailure, InterruptedException {
    List<String> names = new ArrayList<>();
    for (ObjectType type : ObjectType.values()) {
      List<RemoteId> ids =
          members.stream().filter(m -> m.type() == type).map(Member::id).distinct().toList();
      for (List<RemoteId> some : batches(ids)) {
        Map<RemoteId, String> found = finder.names(finder.kind(type), some, membership.named());
        some.stream().filter(found::containsKey).map(found::get).forEach(names::add);
      }
    }
    return names;
  }

  private static <T> Collection<List<T>> batches(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }
}
