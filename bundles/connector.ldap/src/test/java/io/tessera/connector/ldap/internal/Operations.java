package io.tessera.connector.ldap.internal;

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

  static TargetAttributes person(String uid) {
    return TargetAttributes.builder().put("uid", uid).put("cn", uid).put("sn", "Y").build();
  }

  static TargetAttributes group(String cn) {
    return TargetAttributes.builder().put("cn", cn).build();
  }

  static Operation creation(TargetAttributes person) {
    return of(Action.CREATE, ObjectType.USER, null, person, Activity.ENABLED, MemberDelta.NONE);
  }

  static Operation update(RemoteId id, TargetAttributes person, @Nullable Activity activity) {
    return of(Action.UPDATE, ObjectType.USER, id, person, activity, MemberDelta.NONE);
  }

  static Operation groupCreation(String cn, MemberDelta members) {
    return of(Action.CREATE, ObjectType.GROUP, null, group(cn), null, members);
  }

  static Operation groupUpdate(RemoteId id, String cn, MemberDelta members) {
    return of(Action.UPDATE, ObjectType.GROUP, id, group(cn), null, members);
  }

  static Operation of(
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
