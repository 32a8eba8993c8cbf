package io.tessera.provisioning.internal.rules;

import io.tessera.model.Names;
import io.tessera.provisioning.api.admin.Rule.Effect;
import io.tessera.provisioning.api.admin.Rule.Simple;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RulePolicy;
import io.tessera.provisioning.api.spi.RuleRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A rule that is said in fields, compiled. What it says of a time comes first: it is cheapest. */
final class SimplePolicy implements RulePolicy {
  private final Simple rule;
  private final Set<String> roles;
  private final Optional<TimeWindow> window;
  private final Optional<Condition> condition;

  /**
   * @throws ExpressionException the condition does not compile
   */
  SimplePolicy(Simple rule, ExpressionEngine expressions) {
    this.rule = rule;
    this.roles = folded(rule.roles());
    this.window = rule.windowIfAny().map(TimeWindow::new);
    this.condition =
        rule.condition().isEmpty()
            ? Optional.empty()
            : Optional.of(new Condition(rule.condition(), expressions));
  }

  Optional<Condition> condition() {
    return condition;
  }

  /** Whether it asks for groups by names that cannot be said beforehand. */
  boolean readsAnyGroup() {
    return condition.filter(Condition::readsGroups).isPresent();
  }

  /** Whether it asks for roles by names that cannot be said beforehand. */
  boolean readsAnyRole() {
    return condition.filter(Condition::readsRoles).isPresent();
  }

  @Override
  public RuleDecision decide(RuleRequest request) {
    Instant now = request.now().toInstant();
    if (rule.fromIfAny().filter(now::isBefore).isPresent()) {
      return RuleDecision.notApplicable("holds from " + rule.from() + " on");
    }
    if (rule.untilIfAny().filter(until -> !now.isBefore(until)).isPresent()) {
      return RuleDecision.notApplicable("held until " + rule.until());
    }
    if (window.filter(times -> !times.contains(request.now())).isPresent()) {
      return RuleDecision.notApplicable("it is outside the time window");
    }
    Optional<String> held = held(request.subject());
    if (!roles.isEmpty() && held.isEmpty()) {
      return RuleDecision.notApplicable(
          "holds none of the roles and groups " + String.join(", ", rule.roles()));
    }
    try {
      if (condition.filter(c -> !c.holds(request)).isPresent()) {
        return RuleDecision.notApplicable("the condition does not hold");
      }
    } catch (ExpressionException failed) {
      return RuleDecision.error("the condition failed: " + failed.getMessage());
    }
    String why = held.map(role -> "holds " + role).orElse("");
    return rule.effect() == Effect.PERMIT ? RuleDecision.permit(why) : RuleDecision.deny(why);
  }

  private Optional<String> held(RuleRequest.Subject subject) {
    if (roles.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>(subject.roles());
    names.addAll(subject.groups());
    return names.stream().filter(name -> roles.contains(Names.fold(name))).findFirst();
  }

  private static Set<String> folded(Collection<String> names) {
    return names.stream().map(Names::fold).collect(Collectors.toSet());
  }
}
