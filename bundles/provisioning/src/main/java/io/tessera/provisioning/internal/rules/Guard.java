package io.tessera.provisioning.internal.rules;

import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rule.Effect;
import io.tessera.provisioning.api.admin.Rule.Scope;
import io.tessera.provisioning.api.admin.Rule.Simple;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RulePolicy;
import io.tessera.provisioning.api.spi.RuleRequest;
import java.util.List;
import java.util.Set;

/** A rule, compiled. */
final class Guard {
  private final Rule rule;
  private final RulePolicy policy;
  private final boolean readsAnyGroup;
  private final boolean readsAnyRole;

  private Guard(Rule rule, RulePolicy policy, boolean readsAnyGroup, boolean readsAnyRole) {
    this.rule = rule;
    this.policy = policy;
    this.readsAnyGroup = readsAnyGroup;
    this.readsAnyRole = readsAnyRole;
  }

  /** A rule that does not compile any more refuses. */
  static Guard of(Rule rule, ExpressionEngine expressions, RuleEngines engines) {
    if (rule.test() instanceof Rule.Policy foreign) {
      return new Guard(rule, new ForeignPolicy(foreign, engines), true, true);
    }
    try {
      SimplePolicy simple = new SimplePolicy((Simple) rule.test(), expressions);
      return new Guard(rule, simple, simple.readsAnyGroup(), simple.readsAnyRole());
    } catch (ExpressionException broken) {
      String why = "the condition does not compile: " + broken.getMessage();
      return new Guard(rule, request -> RuleDecision.error(why), false, false);
    }
  }

  String name() {
    return rule.name();
  }

  Rule rule() {
    return rule;
  }

  boolean readsGroups() {
    return readsAnyGroup || !roles().isEmpty();
  }

  /** Whether it asks for groups by names that cannot be said beforehand. */
  boolean readsAnyGroup() {
    return readsAnyGroup;
  }

  /** Whether it asks for roles by names that cannot be said beforehand. */
  boolean readsAnyRole() {
    return readsAnyRole;
  }

  boolean isAbout(String target) {
    return rule.scope().targets().isEmpty() || rule.scope().targets().contains(target);
  }

  /** Whether a permission is needed where this one is about what is asked. */
  boolean permits() {
    return !(rule.test() instanceof Simple simple) || simple.effect() == Effect.PERMIT;
  }

  boolean isAbout(RuleRequest request) {
    Scope scope = rule.scope();
    ResourceType type = request.subject().type();
    return isAbout(request.resource().target())
        && has(scope.serviceProviders(), request.resource().serviceProvider())
        && (scope.types().isEmpty() ? type == ResourceType.USER : scope.types().contains(type))
        && (scope.operations().isEmpty() || scope.operations().contains(request.operation()));
  }

  private static boolean has(List<String> names, String name) {
    return names.isEmpty() || names.contains(name);
  }

  /** Names of roles and groups that make a difference. */
  Set<String> roles() {
    return rule.test() instanceof Simple simple ? Set.copyOf(simple.roles()) : Set.of();
  }

  RuleDecision decide(RuleRequest request) {
    return policy.decide(request);
  }
}
