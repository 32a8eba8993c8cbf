package io.tessera.provisioning.internal.rules;

import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rules.Opinion;
import io.tessera.provisioning.api.admin.Rules.Ruling;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RuleDecision.Effect;
import io.tessera.provisioning.api.spi.RuleRequest;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The rules of one version of the configuration. One that denies or fails overrides; where there is
 * a rule that permits, one of them has to.
 */
public final class Guards {
  private final List<Rule> rules;
  private final List<Guard> enabled;
  private final ExpressionEngine expressions;
  private final RuleEngines engines;
  private final boolean readsGroups;
  private final boolean readsAnyGroup;
  private final boolean readsAnyRole;
  private final Set<String> roles;
  private final Map<String, List<Guard>> byTarget = new ConcurrentHashMap<>();

  public Guards(Collection<Rule> rules, ExpressionEngine expressions, RuleEngines engines) {
    this.rules = rules.stream().sorted(Comparator.comparing(Rule::name)).toList();
    this.expressions = expressions;
    this.engines = engines;
    this.enabled =
        this.rules.stream()
            .filter(Rule::enabled)
            .map(rule -> Guard.of(rule, expressions, engines))
            .toList();
    this.readsAnyGroup = enabled.stream().anyMatch(Guard::readsAnyGroup);
    this.readsAnyRole = enabled.stream().anyMatch(Guard::readsAnyRole);
    this.readsGroups = enabled.stream().anyMatch(Guard::readsGroups);
    this.roles =
        enabled.stream()
            .flatMap(guard -> guard.roles().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** No rules at all. */
  public static Guards none() {
    return new Guards(
        List.of(),
        (source, inputs) -> {
          throw new ExpressionException("Expressions are not known here.");
        },
        RuleEngines.by(Clock.systemUTC()));
  }

  /** Enabled or not, by name. */
  public List<Rule> rules() {
    return rules;
  }

  public Optional<Rule> rule(UUID id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Whether any rule is in force. */
  public boolean isAny() {
    return !enabled.isEmpty();
  }

  public boolean readsGroups() {
    return readsGroups;
  }

  /** Whether rules ask for groups by names that cannot be said beforehand. */
  public boolean readsAnyGroup() {
    return readsAnyGroup;
  }

  /** Whether rules ask for roles by names that cannot be said beforehand. */
  public boolean readsAnyRole() {
    return readsAnyRole;
  }

  /** Names of roles and groups that make a difference. */
  public Set<String> roles() {
    return roles;
  }

  /** Whether something may be refused at a target. */
  public boolean guards(String target) {
    return !enabled.isEmpty() && !of(target).isEmpty();
  }

  /** Whether accounts at a target are for those whom a rule permits. */
  public boolean hasPermissions(String target) {
    return !enabled.isEmpty() && of(target).stream().anyMatch(Guard::permits);
  }

  private List<Guard> of(String target) {
    return byTarget.computeIfAbsent(
        target, name -> enabled.stream().filter(guard -> guard.isAbout(name)).toList());
  }

  /** The present time, in the zone of the server. */
  public ZonedDateTime now() {
    return ZonedDateTime.now(engines.clock());
  }

  /** What all rules that are about it say together. */
  public Ruling decide(RuleRequest request) {
    return decide(of(request.resource().target()), request);
  }

  /** What one rule alone says, whether in force or not. */
  Ruling decide(Rule rule, RuleRequest request) {
    return decide(List.of(Guard.of(rule, expressions, engines)), request);
  }

  private static Ruling decide(List<Guard> guards, RuleRequest request) {
    List<Opinion> opinions = new ArrayList<>();
    boolean needsPermission = false;
    for (Guard guard : guards) {
      if (guard.isAbout(request)) {
        needsPermission |= guard.permits();
        RuleDecision decision = guard.decide(request);
        opinions.add(
            new Opinion(guard.name(), decision.effect(), decision.policy(), decision.why()));
      }
    }
    Optional<Opinion> refusing =
        first(opinions, Effect.DENY).or(() -> first(opinions, Effect.ERROR));
    if (refusing.isPresent()) {
      return ruling(false, refusing.get(), opinions);
    }
    Optional<Opinion> permitting = first(opinions, Effect.PERMIT);
    if (permitting.isPresent() || !needsPermission) {
      return permitting
          .map(by -> ruling(true, by, opinions))
          .orElseGet(() -> new Ruling(true, "", "", opinions));
    }
    return opinions.size() == 1
        ? ruling(false, opinions.get(0), opinions)
        : new Ruling(false, "", "no rule permits it", opinions);
  }

  private static Optional<Opinion> first(List<Opinion> opinions, Effect effect) {
    return opinions.stream().filter(opinion -> opinion.effect() == effect).findFirst();
  }

  private static Ruling ruling(boolean permitted, Opinion by, List<Opinion> opinions) {
    String decidedBy = by.part().isEmpty() ? by.rule() : by.rule() + "/" + by.part();
    return new Ruling(permitted, decidedBy, by.why(), opinions);
  }
}
