package io.tessera.provisioning.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rule.Effect;
import io.tessera.provisioning.api.admin.Rule.Scope;
import io.tessera.provisioning.api.admin.Rule.Simple;
import io.tessera.provisioning.api.admin.Rule.Window;
import io.tessera.provisioning.api.admin.Rules.Ruling;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RuleEngine;
import io.tessera.provisioning.api.spi.RuleException;
import io.tessera.provisioning.api.spi.RulePolicy;
import io.tessera.provisioning.api.spi.RuleRequest;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuardsTest {
  private static final ExpressionEngine EXPRESSIONS = new CelExpressionEngine();
  private static final String MONDAY_NOON = "2026-11-23T12:00:00Z";

  private final RuleEngines engines = RuleEngines.by(Clock.systemUTC());

  @Test
  void where_there_are_no_rules_nothing_is_refused() {
    assertThat(guards().guards("hr")).isFalse();
    assertThat(guards().decide(request("hr", MONDAY_NOON, Set.of()))).matches(Ruling::permitted);
  }

  @Test
  void a_rule_that_permits_shuts_all_others_out_and_says_why() {
    Guards guards = guards(rule("staff-only", about("hr"), permit("Staff")));
    Ruling in = guards.decide(request("hr", MONDAY_NOON, Set.of("staff")));
    Ruling out = guards.decide(request("hr", MONDAY_NOON, Set.of("guests")));
    assertThat(in.permitted()).isTrue();
    assertThat(in.explanation()).isEqualTo("staff-only: holds staff");
    assertThat(out.permitted()).isFalse();
    assertThat(out.explanation()).isEqualTo("staff-only: holds none of the roles and groups Staff");
    assertThat(guards.decide(request("ad", MONDAY_NOON, Set.of())).permitted()).isTrue();
  }

  @Test
  void a_rule_that_denies_overrides_those_that_permit() {
    Guards guards =
        guards(
            rule("staff", Scope.ALL, permit("staff")),
            rule("locked", Scope.ALL, deny("user.title == 'Guest'")));
    assertThat(guards.decide(request("hr", MONDAY_NOON, Set.of("staff"))).permitted()).isTrue();
    Ruling refused = guards.decide(titled("Guest", "hr"));
    assertThat(refused.permitted()).isFalse();
    assertThat(refused.decidedBy()).isEqualTo("locked");
  }

  @Test
  void a_condition_that_fails_refuses() {
    Guards guards = guards(rule("broken", Scope.ALL, deny("1 / size(user.userName) > user.title")));
    Ruling ruling = guards.decide(titled("Guest", "hr"));
    assertThat(ruling.permitted()).isFalse();
    assertThat(ruling.why()).startsWith("the condition failed: ");
  }

  @Test
  void a_window_may_reach_over_midnight_and_has_a_zone() {
    Window nights =
        new Window(
            Set.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), "Europe/Berlin");
    Guards guards =
        guards(
            rule(
                "nights", Scope.ALL, new Simple(Effect.PERMIT, List.of(), "", nights, null, null)));
    assertThat(permitted(guards, "2026-11-23T20:59:00Z")).isFalse();
    assertThat(permitted(guards, "2026-11-23T21:00:00Z")).isTrue();
    assertThat(permitted(guards, "2026-11-24T04:59:00Z")).isTrue();
    assertThat(permitted(guards, "2026-11-24T05:00:00Z")).isFalse();
    assertThat(permitted(guards, "2026-11-24T22:00:00Z")).isFalse();
  }

  @Test
  void a_permission_that_has_run_out_permits_nothing() {
    Simple untilNoon =
        new Simple(Effect.PERMIT, List.of(), "", null, null, Instant.parse(MONDAY_NOON));
    Guards guards = guards(rule("until-noon", Scope.ALL, untilNoon));
    assertThat(permitted(guards, "2026-11-23T11:59:59Z")).isTrue();
    assertThat(permitted(guards, MONDAY_NOON)).isFalse();
  }

  @Test
  void a_rule_is_about_its_service_providers_operations_and_types_only() {
    Scope creations =
        new Scope(
            List.of(), List.of("portal"), Set.of(ResourceType.USER), Set.of(Operation.CREATE));
    Guards guards = guards(rule("no-new-ones", creations, deny("")));
    RuleRequest created = request("hr", MONDAY_NOON, Set.of());
    assertThat(guards.decide(created).permitted()).isTrue();
    assertThat(guards.decide(by("portal", Operation.CREATE, created)).permitted()).isFalse();
    assertThat(guards.decide(by("portal", Operation.UPDATE, created)).permitted()).isTrue();
  }

  @Test
  void a_policy_whose_language_is_away_refuses_until_it_comes() {
    Guards guards = guards(rule("foreign", Scope.ALL, new Rule.Policy("yes", "yes")));
    Ruling away = guards.decide(request("hr", MONDAY_NOON, Set.of()));
    assertThat(away.permitted()).isFalse();
    assertThat(away.explanation()).isEqualTo("foreign: nothing here knows yes at the moment");
    engines.addEngine(new Yes());
    Ruling here = guards.decide(request("hr", MONDAY_NOON, Set.of()));
    assertThat(here.permitted()).isTrue();
    assertThat(here.explanation()).isEqualTo("foreign/part: yes");
  }

  @Test
  void groups_matter_by_name_unless_a_condition_or_a_policy_may_ask_for_any() {
    Guards named = guards(rule("staff", Scope.ALL, permit("staff")));
    assertThat(named.readsGroups()).isTrue();
    assertThat(named.readsAnyGroup()).isFalse();
    assertThat(named.roles()).containsExactly("staff");
    assertThat(guards(rule("any", Scope.ALL, deny("'x' in member.groups"))).readsAnyGroup())
        .isTrue();
    assertThat(guards(rule("none", Scope.ALL, deny("user.active"))).readsGroups()).isFalse();
  }

  @Test
  void any_role_may_matter_to_conditions_that_read_them_and_to_policies() {
    assertThat(readsAnyRole(permit("staff"))).isFalse();
    assertThat(readsAnyRole(deny("'x' in member.groups"))).isFalse();
    assertThat(readsAnyRole(deny("'x' in member.roles"))).isTrue();
    assertThat(readsAnyRole(deny("user.roles.exists(r, r.value == 'x')"))).isTrue();
    assertThat(readsAnyRole(new Rule.Policy("yes", "yes"))).isTrue();
  }

  private boolean readsAnyRole(Rule.Test test) {
    return guards(rule("any", Scope.ALL, test)).readsAnyRole();
  }

  private static final class Yes implements RuleEngine {
    @Override
    public String language() {
      return "yes";
    }

    @Override
    public RulePolicy compile(String source) {
      if (!source.equals("yes")) {
        throw new RuleException("Only yes is known.");
      }
      return request -> new RuleDecision(RuleDecision.Effect.PERMIT, "part", "yes");
    }
  }

  private static boolean permitted(Guards guards, String at) {
    return guards.decide(request("hr", at, Set.of())).permitted();
  }

  private Guards guards(Rule... rules) {
    return new Guards(Arrays.asList(rules), EXPRESSIONS, engines);
  }

  private static Rule rule(String name, Scope scope, Rule.Test test) {
    return Rule.of(UUID.randomUUID(), new Rule.Draft(name, "", true, scope, test), 1);
  }

  private static Scope about(String target) {
    return Scope.ALL.with(List.of(target));
  }

  private static Simple permit(String role) {
    return new Simple(Effect.PERMIT, List.of(role), "", null, null, null);
  }

  private static Simple deny(String condition) {
    return new Simple(Effect.DENY, List.of(), condition, null, null, null);
  }

  private static RuleRequest titled(String title, String target) {
    RuleRequest plain = request(target, MONDAY_NOON, Set.of("staff"));
    RuleRequest.Subject subject =
        new RuleRequest.Subject(
            ResourceType.USER,
            plain.subject().id(),
            Attributes.builder().put("userName", "alice").put("title", title).build(),
            Set.of(),
            Set.of("staff"));
    return new RuleRequest(subject, plain.operation(), plain.resource(), plain.now());
  }

  private static RuleRequest by(String caller, Operation operation, RuleRequest like) {
    return new RuleRequest(
        like.subject(),
        operation,
        new RuleRequest.Resource("hr", "ldap", "corp", caller),
        like.now());
  }

  private static RuleRequest request(String target, String at, Set<String> roles) {
    return new RuleRequest(
        new RuleRequest.Subject(
            ResourceType.USER,
            UUID.randomUUID().toString(),
            Attributes.builder().put("userName", "alice").build(),
            Set.of(),
            roles),
        Operation.CREATE,
        new RuleRequest.Resource(target, "ldap", "corp", "resident"),
        ZonedDateTime.parse(at));
  }
}
