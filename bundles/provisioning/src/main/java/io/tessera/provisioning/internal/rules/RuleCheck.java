package io.tessera.provisioning.internal.rules;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rule.Policy;
import io.tessera.provisioning.api.admin.Rule.Simple;
import io.tessera.provisioning.api.admin.Rule.Window;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.provisioning.api.spi.RuleEngine;
import io.tessera.provisioning.api.spi.RuleException;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import io.tessera.provisioning.internal.configuration.ReadAttributes;
import io.tessera.provisioning.internal.configuration.Snapshot;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What has to be right about a rule. All that is wrong is said at once. */
final class RuleCheck {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern IN_GROUPS = Pattern.compile("(user\\.)?groups(\\..*)?");
  private static final int MAX_TEXT = 1024;
  private static final int MAX_ENTRIES = 1000;
  private static final int MAX_SOURCE = 256 * 1024;

  private final ExpressionEngine expressions;
  private final RuleEngines engines;
  private final Snapshot snapshot;
  private final List<Problem> problems = new ArrayList<>();

  RuleCheck(ExpressionEngine expressions, RuleEngines engines, Snapshot snapshot) {
    this.expressions = expressions;
    this.engines = engines;
    this.snapshot = snapshot;
  }

  /**
   * @throws RejectedException with each field at fault
   */
  void check(Rule rule) {
    if (!NAME.matcher(rule.name()).matches()) {
      problem("name", "lower-case letters, digits and dashes are expected, 63 characters at most.");
    }
    text("description", rule.description());
    names("targets", rule.scope().targets(), name -> snapshot.target(name).isPresent());
    names(
        "serviceProviders",
        rule.scope().serviceProviders(),
        name -> snapshot.serviceProviders().named(name).isPresent());
    if (rule.scope().operations().contains(Operation.DELETE)) {
      problem("operations", "a deletion is always carried out; create and update are expected.");
    }
    if (rule.test() instanceof Policy policy) {
      policy(policy);
    } else if (rule.test() instanceof Simple simple) {
      simple(simple);
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  private void names(String field, List<String> names, Predicate<String> isKnown) {
    few(field, names);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!isKnown.test(name)) {
        problem(field + "[" + i + "]", "there is none with the name \"" + name + "\".");
      } else if (!seen.add(name)) {
        problem(field + "[" + i + "]", "\"" + name + "\" is there twice.");
      }
    }
  }

  private void policy(Policy policy) {
    String field = policy.language();
    if (policy.source().isBlank() || policy.source().length() > MAX_SOURCE) {
      problem(field, "a policy of at most " + MAX_SOURCE + " characters is expected.");
      return;
    }
    Optional<RuleEngine> engine = engines.find(policy.language());
    if (engine.isEmpty()) {
      problem(field, "nothing here knows policies of this kind at the moment.");
      return;
    }
    try {
      engine.get().compile(policy.source()).reads().stream()
          .filter(path -> !isAttribute(path))
          .sorted()
          .findFirst()
          .ifPresent(unknown -> unknown(field, unknown, "urn:tessera:subject:group"));
    } catch (RuleException wrong) {
      problem(field, String.valueOf(wrong.getMessage()));
    }
  }

  private boolean isAttribute(String path) {
    return Arrays.stream(ResourceType.values())
        .anyMatch(type -> new ReadAttributes(snapshot.schema(type)).has(path));
  }

  private void simple(Simple rule) {
    few("roles", rule.roles());
    for (int i = 0; i < rule.roles().size(); i++) {
      if (rule.roles().get(i).isBlank()) {
        problem("roles[" + i + "]", "the name of a role or group is expected.");
      }
    }
    if (!rule.condition().isEmpty()) {
      condition(rule.condition());
    }
    rule.windowIfAny().map(Window::zone).filter(zone -> !zone.isEmpty()).ifPresent(this::zone);
    if (rule.fromIfAny()
        .flatMap(from -> rule.untilIfAny().map(until -> !from.isBefore(until)))
        .orElse(false)) {
      problem("validUntil", "a time after validFrom is expected.");
    }
  }

  private void condition(String source) {
    try {
      new Condition(source, expressions)
          .unknown(snapshot::schema)
          .ifPresent(unknown -> unknown("condition", unknown, "member.groups"));
    } catch (ExpressionException wrong) {
      problem("condition", String.valueOf(wrong.getMessage()));
    }
  }

  private void unknown(String field, String attribute, String forGroups) {
    problem(
        field,
        "there is no attribute "
            + attribute
            + " here; "
            + (IN_GROUPS.matcher(attribute).matches()
                ? "write " + forGroups + "."
                : "capital letters count."));
  }

  private void zone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      problem("window.zone", "there is no zone \"" + zone + "\"; e.g. Europe/Berlin is expected.");
    }
  }

  private void few(String field, List<?> given) {
    if (given.size() > MAX_ENTRIES) {
      problem(field, "at most " + MAX_ENTRIES + " are expected.");
    }
  }

  private void text(String field, String text) {
    if (text.length() > MAX_TEXT) {
      problem(field, "at most " + MAX_TEXT + " characters are expected.");
    }
  }

  private void problem(String field, String detail) {
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(field), field + ": " + detail));
  }
}
