package io.tessera.provisioning.internal.roles;

import io.tessera.model.MemberRef;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.store.spi.Sweeps.State;
import io.tessera.store.spi.Sweeps.Sweep;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Has those looked at again whom a changed role or rule concerns, soon and surely. */
final class Everybody {
  /** More are found by a walk through all. */
  private static final int MOST_NAMED = 1_000;

  private final Transaction tx;
  private final Caller caller;
  private final Instant now;

  Everybody(Transaction tx, Caller caller, Clock clock) {
    this.tx = tx;
    this.caller = caller;
    this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Those who hold one of some roles, held or will hold it. */
  void holding(Collection<Role> roles, String reason) {
    List<ResourceId> holders =
        tx.assignments().holders(roles.stream().map(Role::id).toList(), null, MOST_NAMED + 1);
    if (holders.size() > MOST_NAMED) {
      walk(reason);
      return;
    }
    tx.evaluations()
        .request(
            holders.stream().map(id -> new MemberRef(ResourceType.USER, id)).toList(),
            now,
            caller.serviceProvider(),
            reason);
  }

  /** All users. A walk that has not set out yet, as when many roles are applied, does for all. */
  void walk(String reason) {
    boolean oneWaits =
        tx.sweeps().running().stream()
            .filter(Everybody::isToSetOut)
            .anyMatch(
                one ->
                    tx.sweeps().findForUpdate(one.id()).filter(Everybody::isToSetOut).isPresent());
    if (oneWaits) {
      return;
    }
    tx.sweeps()
        .add(
            new Sweep(
                UUID.randomUUID(),
                null,
                false,
                reason,
                caller.actor(),
                0,
                State.RUNNING,
                now,
                ResourceType.USER,
                null,
                0,
                0,
                0,
                null));
  }

  private static boolean isToSetOut(Sweep sweep) {
    return sweep.state() == State.RUNNING
        && sweep.target() == null
        && !sweep.resend()
        && sweep.type() == ResourceType.USER
        && sweep.position() == null;
  }
}
