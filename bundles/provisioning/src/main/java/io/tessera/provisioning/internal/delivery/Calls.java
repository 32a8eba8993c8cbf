package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.Ability;
import io.tessera.store.spi.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the connector for one operation, lets the target's health know, and notes each call for
 * people.
 */
final class Calls {
  /** All calls of the first tries are noted, and those of every tenth after them. */
  private static final int NOTED_TRIES = 10;

  private final Route route;
  private final UUID operation;
  private final int number;
  private final BooleanSupplier lease;
  private final OutboundPassword password;
  private final List<Attempt> made = new ArrayList<>();

  /**
   * @param number which try of the operation this is, from 1
   * @param lease whether the lane's lease holds still; nothing is sent without
   * @param password that may go with it, and is never told
   */
  Calls(Route route, UUID operation, int number, BooleanSupplier lease, OutboundPassword password) {
    this.password = password;
    this.lease = lease;
    this.route = route;
    this.operation = operation;
    this.number = number;
  }

  boolean canRead() {
    return route.connector().can(Ability.READ, route.settings());
  }

  boolean canCheck() {
    return route.connector().can(Ability.CHECK, route.settings());
  }

  Outcome apply(Operation wanted) {
    if (!lease.getAsBoolean()) {
      return Outcome.failed(FailureKind.TRANSIENT, "The lease had run out; nothing was sent.");
    }
    Instant start = route.clock().get();
    Outcome outcome = discreet(route.connector().apply(wanted, route.timer()));
    tellHealth(outcome);
    if (saysSomething(wanted.action(), outcome)) {
      route.connector().tally(operation, outcome);
    }
    note(wanted.action().name(), start, outcome, sent(wanted));
    return outcome;
  }

  /** Targets may repeat in what they say what they were sent. */
  private Outcome discreet(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        ? new Outcome.Failed(
            failed.kind(), password.without(failed.detail()), failed.retryAfterIfAny().orElse(null))
        : outcome;
  }

  /** An account that is there or has gone already is the rule for some targets, and dealt with. */
  private boolean saysSomething(Operation.Action action, Outcome outcome) {
    if (!(outcome instanceof Outcome.Failed failed)) {
      return true;
    }
    return switch (action) {
      case CREATE -> failed.kind() != FailureKind.CONFLICT || !canRead();
      case DELETE -> failed.kind() != FailureKind.GONE;
      case UPDATE -> true;
    };
  }

  Outcome check(String reference) {
    Instant start = route.clock().get();
    Outcome outcome = route.connector().check(reference, route.timer());
    tellHealth(outcome);
    route.connector().tally(operation, outcome);
    note("CHECK", start, outcome, null);
    return outcome;
  }

  Reading read(Lookup lookup) {
    Instant start = route.clock().get();
    Reading reading = route.connector().read(lookup, route.timer());
    reading.fold(
        found -> note(start, "FOUND", "", found.observed()),
        () -> note(start, "ABSENT", "", TargetAttributes.none()),
        unreadable -> {
          tellHealth(unreadable.why());
          return note(
              start,
              unreadable.why().kind().name(),
              unreadable.why().detail(),
              TargetAttributes.none());
        });
    return reading;
  }

  /** All calls. */
  List<Attempt> made() {
    return made;
  }

  /** What is to be kept of calls: those of an operation that is tried for days are many. */
  static List<Attempt> noted(List<Attempt> calls) {
    return calls.stream()
        .filter(call -> call.number() <= NOTED_TRIES || call.number() % NOTED_TRIES == 0)
        .toList();
  }

  private void tellHealth(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      tellHealth(failed);
    } else {
      route.health().succeeded();
    }
  }

  private void tellHealth(Outcome.Failed failed) {
    // When the connector itself is to blame, leaving the target alone would put off its trial's
    // end.
    if (!(route.connector().isOnTrial() && AttachedConnector.isBroken(failed))) {
      route.health().failed(failed);
    }
  }

  private void note(String action, Instant start, Outcome outcome, @Nullable Attributes request) {
    outcome.fold(
        applied -> add(action, start, "APPLIED", "", request, shown(applied.observed())),
        pending -> add(action, start, "PENDING", "Under " + pending.reference(), request, null),
        failed -> add(action, start, failed.kind().name(), failed.detail(), request, null));
  }

  private boolean note(Instant start, String result, String detail, TargetAttributes observed) {
    return add("READ", start, result, detail, null, shown(observed));
  }

  private boolean add(
      String action,
      Instant start,
      String result,
      String detail,
      @Nullable Attributes request,
      @Nullable Attributes answer) {
    Duration took = Duration.between(start, route.clock().get());
    return made.add(
        new Attempt(
            operation,
            number,
            start,
            took.isNegative() ? Duration.ZERO : took,
            route.node(),
            route.connector().label(),
            action,
            result,
            detail,
            request,
            answer));
  }

  private Attributes sent(Operation wanted) {
    Attributes.Builder sent = Attributes.builder();
    wanted.remoteIdIfKnown().ifPresent(id -> sent.put("remoteId", id.value()));
    wanted.activityIfAny().ifPresent(a -> sent.put("activity", a.name()));
    Attributes attributes = shown(wanted.attributes());
    if (attributes != null) {
      sent.put("attributes", Value.complex(attributes));
    }
    members("add", wanted.members().add(), sent);
    members("remove", wanted.members().remove(), sent);
    return sent.build();
  }

  private static void members(
      String name, List<Operation.Member> members, Attributes.Builder sent) {
    if (!members.isEmpty()) {
      sent.put(name, Value.many(members.stream().map(m -> Value.text(m.id().value())).toList()));
    }
  }

  private @Nullable Attributes shown(TargetAttributes attributes) {
    if (attributes.isEmpty()) {
      return null;
    }
    return ShownAttributes.of(attributes, password::isAttribute);
  }
}
