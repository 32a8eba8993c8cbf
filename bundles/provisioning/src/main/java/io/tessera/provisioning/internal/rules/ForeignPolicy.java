package io.tessera.provisioning.internal.rules;

import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RuleEngine;
import io.tessera.provisioning.api.spi.RuleException;
import io.tessera.provisioning.api.spi.RulePolicy;
import io.tessera.provisioning.api.spi.RuleRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy in a language of its own, compiled by whichever engine of the language is there; its
 * bundle may be swapped at any time.
 */
final class ForeignPolicy implements RulePolicy {
  private final Rule.Policy policy;
  private final RuleEngines engines;
  private volatile @Nullable Compiled compiled;

  ForeignPolicy(Rule.Policy policy, RuleEngines engines) {
    this.policy = policy;
    this.engines = engines;
  }

  private record Compiled(RuleEngine by, RulePolicy policy) {}

  @Override
  public RuleDecision decide(RuleRequest request) {
    Optional<RuleEngine> engine = engines.find(policy.language());
    if (engine.isEmpty()) {
      return RuleDecision.error("nothing here knows " + policy.language() + " at the moment");
    }
    try {
      return with(engine.get()).decide(request);
    } catch (RuleException broken) {
      return RuleDecision.error(String.valueOf(broken.getMessage()));
    }
  }

  private RulePolicy with(RuleEngine engine) {
    Compiled present = compiled;
    if (present == null || present.by() != engine) {
      present = new Compiled(engine, engine.compile(policy.source()));
      compiled = present;
    }
    return present.policy();
  }
}
