package io.tessera.connector.scim1.internal;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations the tests ask for. */
final class Operations {
  private Operations() {}

  static TargetAttributes person(String userName) {
    return TargetAttributes.builder().put("userName", userName).build();
  }

  static Operation creation(TargetAttributes person) {
    return of(Action.CREATE, ObjectType.USER, null, person, Activity.ENABLED, MemberDelta.NONE);
  }

  static Operation update(RemoteId id, TargetAttributes person) {
    return of(Action.UPDATE, ObjectType.USER, id, person, null, MemberDelta.NONE);
  }

  static Operation deletion(RemoteId id) {
    return of(Action.DELETE, ObjectType.USER, id, TargetAttributes.none(), null, MemberDelta.NONE);
  }

  static Operation group(Action action, @Nullable RemoteId id, MemberDelta members) {
    TargetAttributes named = TargetAttributes.builder().put("displayName", "Staff").build();
    return of(action, ObjectType.GROUP, id, named, null, members);
  }

  static Operation group(Action action, @Nullable RemoteId id, TargetAttributes group) {
    return of(action, ObjectType.GROUP, id, group, null, MemberDelta.NONE);
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
