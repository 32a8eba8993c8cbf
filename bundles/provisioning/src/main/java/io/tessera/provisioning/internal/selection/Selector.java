package io.tessera.provisioning.internal.selection;

import io.tessera.provisioning.api.admin.Rules.Ruling;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Mode;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.api.spi.RuleRequest;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.rules.Guards;
import io.tessera.provisioning.internal.selection.Choice.Reason;
import io.tessera.provisioning.internal.selection.Choice.Verdict;
import io.tessera.store.spi.Change;
import java.util.Optional;

/** Chooses the targets of a user or group, by the configuration of one version. */
public final class Selector {
  private final Snapshot snapshot;

  public Selector(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * Whether it makes a difference where an account is already; where not, a deletion goes to all
   * targets, and ends there when nothing was ever sent.
   */
  public boolean needsAims(Outbound outbound) {
    return !outbound.equals(Outbound.EVERYWHERE)
        || snapshot.isAnyLimited()
        || snapshot.guards().isAny();
  }

  public Selection select(Subject subject, Occasion occasion) {
    return new Selection(
        snapshot.targets().stream().map(target -> choose(target, subject, occasion)).toList(),
        subject.aims());
  }

  private Choice choose(TargetConfiguration target, Subject subject, Occasion occasion) {
    if (!target.active()) {
      return nothing(target, Reason.NOT_ACTIVE);
    }
    if (!target.policyMap().covers(subject.type())) {
      return nothing(target, Reason.NOT_COVERED);
    }
    boolean has = subject.hasAccountAt(target.target().id());
    if (occasion.kind() == Change.Kind.DELETE) {
      return has || !needsAims(occasion.outbound())
          ? new Choice(target, Verdict.BRING, Reason.DELETED, "")
          : nothing(target, Reason.NO_ACCOUNT);
    }
    Optional<String> held = new Eligibility(target, snapshot).of(subject);
    if (held.isEmpty()) {
      return has
          ? new Choice(target, Verdict.END, Reason.LOST, "")
          : nothing(target, Reason.NOT_ASSIGNED);
    }
    Optional<Reason> against =
        has ? againstAChange(target, occasion) : againstAnAccount(target, occasion);
    return against.isPresent()
        ? nothing(target, against.get())
        : ruled(target, subject, occasion, bring(target, held.get()));
  }

  /** What becomes of a choice by the rules that guard the target. */
  private Choice ruled(
      TargetConfiguration target, Subject subject, Occasion occasion, Choice choice) {
    if (!isRuled(target, occasion)) {
      return choice;
    }
    Guards guards = snapshot.guards();
    Ruling ruling =
        guards.decide(
            new RuleRequest(
                new RuleRequest.Subject(
                    subject.type(),
                    subject.id().value().toString(),
                    subject.attributes(),
                    subject.groups(),
                    subject.roles()),
                subject.hasAccountAt(target.target().id())
                    ? RuleRequest.Operation.UPDATE
                    : RuleRequest.Operation.CREATE,
                new RuleRequest.Resource(
                    target.target().name(),
                    target.target().connectorType(),
                    target.target().identityProvider(),
                    occasion.serviceProvider()),
                guards.now()));
    return ruling.permitted() && ruling.decidedBy().isEmpty()
        ? choice
        : new Choice(
            target,
            ruling.permitted() ? Verdict.BRING : Verdict.NOTHING,
            ruling.permitted() ? Reason.PERMITTED : Reason.REFUSED,
            ruling.explanation());
  }

  private boolean isRuled(TargetConfiguration target, Occasion occasion) {
    String name = target.target().name();
    return snapshot.guards().guards(name)
        && occasion.outbound().entry(name).map(ServiceProvider.Entry::rules).orElse(true);
  }

  private static Choice bring(TargetConfiguration target, String held) {
    Reason reason = held.isEmpty() ? Reason.EVERYONE : Reason.HOLDS;
    return new Choice(target, Verdict.BRING, reason, held);
  }

  private static Choice nothing(TargetConfiguration target, Reason reason) {
    return new Choice(target, Verdict.NOTHING, reason, "");
  }

  private static Optional<Reason> againstAChange(TargetConfiguration target, Occasion occasion) {
    boolean again = occasion.resend() && isAsked(target, occasion);
    return occasion.changed() || again ? Optional.empty() : Optional.of(Reason.UNCHANGED);
  }

  private Optional<Reason> againstAnAccount(TargetConfiguration target, Occasion occasion) {
    if (isAsked(target, occasion)) {
      return Optional.empty();
    }
    Outbound outbound = occasion.outbound();
    if (!outbound.includes(target.target().name())) {
      return Optional.of(
          outbound.mode() == Mode.PERSIST ? Reason.CALLER_KEEPS : Reason.CALLER_GOES_ELSEWHERE);
    }
    if (occasion.signIn()
        && !outbound.entry(target.target().name()).map(ServiceProvider.Entry::jit).orElse(true)) {
      return Optional.of(Reason.NOT_BY_SIGN_IN);
    }
    return occasion.written()
            || target.isLimited()
            || snapshot.guards().hasPermissions(target.target().name())
        ? Optional.empty()
        : Optional.of(Reason.NOT_ASKED);
  }

  private static boolean isAsked(TargetConfiguration target, Occasion occasion) {
    return occasion.asked().contains(target.target().id());
  }
}
