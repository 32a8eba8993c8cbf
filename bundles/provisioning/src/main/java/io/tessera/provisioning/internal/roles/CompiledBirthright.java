package io.tessera.provisioning.internal.roles;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.BirthrightRule.When;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import io.tessera.provisioning.internal.configuration.ReadAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A birthright rule whose condition is compiled. */
public final class CompiledBirthright {
  private static final Logger LOG = LoggerFactory.getLogger(CompiledBirthright.class);
  private static final String USER = "user";
  private static final String ENTERPRISE = "enterprise";
  private static final String MEMBER = "member";
  private static final String GROUPS = "groups";
  private static final Set<String> INPUTS = Set.of(USER, ENTERPRISE, MEMBER);

  private final BirthrightRule rule;
  private final @Nullable Expression condition;
  private final Optional<AttributePath> starts;
  private final Optional<AttributePath> ends;

  private CompiledBirthright(
      BirthrightRule rule,
      ExpressionEngine expressions,
      ResourceSchema users,
      Consumer<Problem> problems) {
    this.rule = rule;
    this.condition = condition(rule, expressions, users, problems);
    this.starts = path("starts.from", rule.starts(), users, problems);
    this.ends = path("ends.from", rule.ends(), users, problems);
  }

  /** With what is wrong with it. */
  static CompiledBirthright of(
      BirthrightRule rule,
      ExpressionEngine expressions,
      ResourceSchema users,
      List<Problem> problems) {
    return new CompiledBirthright(rule, expressions, users, problems::add);
  }

  /** A rule that was right once: what no schema has any more gives no value. */
  static CompiledBirthright lenient(
      BirthrightRule rule, ExpressionEngine expressions, ResourceSchema users) {
    List<Problem> problems = new ArrayList<>();
    CompiledBirthright compiled = of(rule, expressions, users, problems);
    problems.forEach(p -> LOG.warn("birthright rule {}: {}", rule.name(), p.detail()));
    return compiled;
  }

  BirthrightRule rule() {
    return rule;
  }

  /** Whether the condition asks for the groups of the user. */
  boolean readsGroups() {
    return condition != null && condition.reads().contains(List.of(MEMBER, GROUPS));
  }

  /** What somebody gets by a rule, from when until when. */
  record Grant(@Nullable Value starts, @Nullable Value ends) {}

  /**
   * Whether it grants something to a user.
   *
   * @return empty when it does not
   * @throws ExpressionException it cannot be said
   */
  Optional<Grant> grant(Attributes user, Collection<String> groups) {
    if (condition == null) {
      throw new ExpressionException("it does not compile");
    }
    Value holds =
        condition.evaluate(
            Map.of(
                USER,
                user.without(RoleIndex.ATTRIBUTE),
                ENTERPRISE,
                user.complex(BuiltInSchemas.ENTERPRISE_URN),
                MEMBER,
                Attributes.builder()
                    .put(GROUPS, Value.many(groups.stream().map(Value::text).toList()))
                    .build()));
    return holds.equals(Value.bool(true))
        ? Optional.of(new Grant(at(starts, user), at(ends, user)))
        : Optional.empty();
  }

  private static @Nullable Value at(Optional<AttributePath> path, Attributes user) {
    return path.flatMap(user::at).orElse(null);
  }

  private static @Nullable Expression condition(
      BirthrightRule rule,
      ExpressionEngine expressions,
      ResourceSchema users,
      Consumer<Problem> problems) {
    try {
      Expression compiled = expressions.compile(rule.condition(), INPUTS);
      compiled.reads().stream()
          .filter(read -> !isKnown(read, users))
          .map(read -> String.join(".", read))
          .sorted()
          .findFirst()
          .ifPresent(
              unknown ->
                  problems.accept(
                      problem("condition", "there is no attribute " + unknown + " here.")));
      return compiled;
    } catch (ExpressionException wrong) {
      problems.accept(problem("condition", String.valueOf(wrong.getMessage())));
      return null;
    }
  }

  /** Roles are what a rule decides, so none can depend on them. */
  private static boolean isKnown(List<String> read, ResourceSchema users) {
    String first = read.get(0);
    List<String> below = read.subList(1, read.size());
    if (first.equals(MEMBER)) {
      return below.equals(List.of(GROUPS));
    }
    if (first.equals(ENTERPRISE)) {
      return new ReadAttributes(users)
          .has(BuiltInSchemas.ENTERPRISE_URN + ":" + String.join(".", below));
    }
    return !below.isEmpty()
        && !below.get(0).equals(RoleIndex.ATTRIBUTE)
        && new ReadAttributes(users).has(below);
  }

  private static Optional<AttributePath> path(
      String field, When when, ResourceSchema users, Consumer<Problem> problems) {
    if (!when.isDated()) {
      return Optional.empty();
    }
    Optional<AttributePath> path = users.resolve(when.from());
    Optional<AttributeDefinition> found = path.flatMap(users::definition);
    boolean fits =
        found.filter(d -> d.type() == Type.STRING || d.type() == Type.DATE_TIME).isPresent()
            && path.map(AttributePath::whole)
                .flatMap(users::definition)
                .filter(d -> d.multiValued())
                .isEmpty();
    if (!fits) {
      problems.accept(
          problem(field, "a single attribute of users with a text or a date is expected."));
      return Optional.empty();
    }
    return path;
  }

  private static Problem problem(String field, String detail) {
    return Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(field), field + ": " + detail);
  }
}
