package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rules;
import io.tessera.provisioning.api.spi.RuleDecision.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rules in memory; none of them permits anything. */
final class FakeRules implements Rules {
  private final Map<UUID, Rule> rules = new LinkedHashMap<>();

  @Override
  public List<Rule> list() {
    return List.copyOf(rules.values());
  }

  @Override
  public Optional<Rule> get(UUID id) {
    return Optional.ofNullable(rules.get(id));
  }

  @Override
  public Rule create(Caller caller, Rule.Draft draft) {
    return put(Rule.of(UUID.randomUUID(), draft, 1));
  }

  @Override
  public Rule replace(Caller caller, UUID id, long expectedVersion, Rule.Draft draft) {
    return put(Rule.of(id, draft, expectedVersion + 1));
  }

  private Rule put(Rule rule) {
    rules.put(rule.id(), rule);
    return rule;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    rules.remove(id);
  }

  @Override
  public Ruling tryOut(Caller caller, Question question) {
    return new Ruling(
        false,
        "office-hours",
        "it is outside the time window",
        List.of(
            new Opinion(
                "office-hours", Effect.NOT_APPLICABLE, "", "it is outside the time window")));
  }
}
