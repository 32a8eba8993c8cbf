package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations the tests ask for. */
final class Operations {
  private Operations() {}

  static TargetAttributes.Builder person(String name) {
    return TargetAttributes.builder()
        .put("Username", name)
        .put("LastName", "Y")
        .put("Email", "y@example.org");
  }

  static Operation creation(TargetAttributes.Builder person) {
    return of(Action.CREATE, ObjectType.USER, null, person.build(), null, MemberDelta.NONE);
  }

  static Operation update(RemoteId id, TargetAttributes.Builder person) {
    return of(Action.UPDATE, ObjectType.USER, id, person.build(), null, MemberDelta.NONE);
  }

  static Operation deletion(RemoteId id) {
    return of(Action.DELETE, ObjectType.USER, id, TargetAttributes.none(), null, MemberDelta.NONE);
  }

  static Operation activity(RemoteId id, Activity wanted) {
    TargetAttributes none = TargetAttributes.none();
    return of(Action.UPDATE, ObjectType.USER, id, none, wanted, MemberDelta.NONE);
  }

  static Operation group(Action action, @Nullable RemoteId id, String name, RemoteId... members) {
    TargetAttributes named = TargetAttributes.builder().put("Name", name).build();
    List<Member> added =
        List.of(members).stream().map(m -> new Member(ObjectType.USER, m)).toList();
    return of(action, ObjectType.GROUP, id, named, null, new MemberDelta(added, List.of()));
  }

  static Operation nested(RemoteId group, String name, RemoteId member) {
    TargetAttributes named = TargetAttributes.builder().put("Name", name).build();
    Member added = new Member(ObjectType.GROUP, member);
    MemberDelta delta = new MemberDelta(List.of(added), List.of());
    return of(Action.UPDATE, ObjectType.GROUP, group, named, null, delta);
  }

  private static Operation of(
      Action action,
      ObjectType type,
      @Nullable RemoteId id,
      TargetAttributes attributes,
      @Nullable Activity activity,
      MemberDelta members) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(key, action, type, 1, id, attributes, activity, members);
  }
}
