package io.tessera.provisioning.internal.contents;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import io.tessera.provisioning.internal.ObjectTypes;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.provisioning.internal.policymap.UncomputableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operation that would bring an identity, as it is now, to a target. */
final class AccountPlan {
  private final CompiledPolicyMap map;
  private final Resource identity;
  private final @Nullable RemoteId account;

  /**
   * @param account null when there is none
   */
  AccountPlan(CompiledPolicyMap map, Resource identity, @Nullable RemoteId account) {
    this.map = map;
    this.identity = identity;
    this.account = account;
  }

  Optional<String> remoteId() {
    return Optional.ofNullable(account).map(RemoteId::value);
  }

  /**
   * @param reserved values made up for the account before; others are those it gets if nobody has
   *     them
   * @throws RejectedException CONFLICT when the account cannot be computed
   */
  Operation operation(Map<String, String> reserved) {
    boolean creates = account == null;
    return new Operation(
        new OperationKey("plan-" + identity.id()),
        creates ? Action.CREATE : Action.UPDATE,
        ObjectTypes.of(identity.type()),
        identity.version(),
        account,
        attributes(creates ? Event.CREATE : Event.UPDATE, reserved),
        activity(),
        Operation.MemberDelta.NONE);
  }

  private TargetAttributes attributes(Event event, Map<String, String> reserved) {
    try {
      Map<String, String> names = new HashMap<>();
      if (map.generates(identity.type())) {
        names.putAll(map.favourites(identity.type(), identity.attributes()));
        names.putAll(reserved);
      }
      return map.account(identity.type(), identity.attributes(), Set.of(event), names);
    } catch (UncomputableException uncomputable) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT, "The account cannot be computed. " + uncomputable.getMessage());
    }
  }

  private @Nullable Activity activity() {
    if (ObjectTypes.of(identity.type()) != ObjectType.USER) {
      return null;
    }
    return identity.attributes().bool("active").orElse(true) ? Activity.ENABLED : Activity.DISABLED;
  }
}
