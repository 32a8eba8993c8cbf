package io.tessera.connector.google.internal;

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
        .put("primaryEmail", name)
        .put("name.givenName", "X")
        .put("name.familyName", "Y");
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

  static Operation suspension(RemoteId id) {
    TargetAttributes none = TargetAttributes.none();
    return of(Action.UPDATE, ObjectType.USER, id, none, Activity.DISABLED, MemberDelta.NONE);
  }

  static Operation group(Action action, @Nullable RemoteId id, RemoteId... members) {
    TargetAttributes named = TargetAttributes.builder().put("email", "staff").build();
    List<Member> added =
        List.of(members).stream().map(m -> new Member(ObjectType.USER, m)).toList();
    return of(action, ObjectType.GROUP, id, named, null, new MemberDelta(added, List.of()));
  }

  static Operation group(Action action, RemoteId id, String email) {
    TargetAttributes named = TargetAttributes.builder().put("email", email).build();
    return of(action, ObjectType.GROUP, id, named, null, MemberDelta.NONE);
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
