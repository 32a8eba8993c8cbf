package io.tessera.connector.csv.internal;

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

  static TargetAttributes person(String login) {
    return TargetAttributes.builder().put("login", login).build();
  }

  static Operation creation(TargetAttributes person) {
    return of(Action.CREATE, ObjectType.USER, null, person, Activity.ENABLED, MemberDelta.NONE);
  }

  static Operation update(String id, TargetAttributes person) {
    return of(Action.UPDATE, ObjectType.USER, new RemoteId(id), person, null, MemberDelta.NONE);
  }

  static Operation deletion(String id) {
    return of(
        Action.DELETE,
        ObjectType.USER,
        new RemoteId(id),
        TargetAttributes.none(),
        null,
        MemberDelta.NONE);
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
