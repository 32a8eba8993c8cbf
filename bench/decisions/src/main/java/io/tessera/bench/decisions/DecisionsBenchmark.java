package io.tessera.bench.decisions;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RulePolicy;
import io.tessera.provisioning.api.spi.RuleRequest;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.selection.Choice;
import io.tessera.provisioning.internal.selection.Occasion;
import io.tessera.provisioning.internal.selection.Selection;
import io.tessera.provisioning.internal.selection.Selector;
import io.tessera.provisioning.internal.selection.Subject;
import io.tessera.rules.xacml.internal.XacmlRuleEngine;
import io.tessera.store.spi.Change;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Aims: 0.1 ms for a decision by XACML, 0.5 ms for one change to ten targets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionsBenchmark {
  private static final int TARGETS = 10;
  private static final int RULES = 20;

  private final Attributes person = World.person();
  private final Subject subject =
      new Subject(ResourceType.USER, new ResourceId(UUID.randomUUID()), person, Set.of(), Map.of());
  private final Occasion occasion =
      Occasion.write(Change.Kind.CREATE, "resident", Outbound.EVERYWHERE);
  private final RuleRequest request =
      new RuleRequest(
          new RuleRequest.Subject(
              ResourceType.USER, "1", person, Set.of(), Set.of("staff", "engineer")),
          RuleRequest.Operation.CREATE,
          new RuleRequest.Resource("target-0", "sample", "idp-0", "resident"),
          ZonedDateTime.parse("2026-11-23T12:00:00Z"));

  private Snapshot snapshot;
  private RulePolicy policy;

  /** The last of the rules of the policy is the one that permits. */
  @Setup(Level.Trial)
  public void prepare() {
    snapshot = World.of(TARGETS);
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < RULES; i++) {
      String role = i == RULES - 1 ? "staff" : "role-" + i;
      rules.append(
          """
          <Rule RuleId="r%d" Effect="Permit"><Condition>
            <Apply FunctionId="urn:oasis:names:tc:xacml:1.0:function:string-is-in">
              <AttributeValue DataType="http://www.w3.org/2001/XMLSchema#string">%s\
          </AttributeValue>
              <AttributeDesignator MustBePresent="false"
                Category="urn:oasis:names:tc:xacml:1.0:subject-category:access-subject"
                AttributeId="urn:tessera:subject:role"
                DataType="http://www.w3.org/2001/XMLSchema#string"/>
            </Apply></Condition></Rule>
          """
              .formatted(i, role));
    }
    policy =
        new XacmlRuleEngine()
            .compile(
                """
                <Policy xmlns="urn:oasis:names:tc:xacml:3.0:core:schema:wd-17" PolicyId="p"
                  RuleCombiningAlgId=
                "urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:first-applicable"
                  Version="1.0"><Target/>%s</Policy>\
                """
                    .formatted(rules));
    if (policy.decide(request).effect() != RuleDecision.Effect.PERMIT
        || selected().destinations().brought().size() != TARGETS) {
      throw new IllegalStateException("what is measured does not do what it should");
    }
  }

  /** One policy of 20 rules. */
  @Benchmark
  public RuleDecision decisionByXacml() {
    return policy.decide(request);
  }

  /** One rule with a role and a condition. */
  @Benchmark
  public Object decisionByRule() {
    return snapshot.guards().decide(request);
  }

  /** Ten targets, each with a rule. */
  @Benchmark
  public Selection selectionWithRules() {
    return selected();
  }

  /** Ten targets, each with a rule and a map of 20 rows. */
  @Benchmark
  public void changeToTenTargets(Blackhole results) {
    for (Choice choice : selected().choices()) {
      results.consume(
          choice
              .target()
              .policyMap()
              .account(ResourceType.USER, person, Set.of(PolicyMap.Event.CREATE), Map.of()));
    }
  }

  private Selection selected() {
    return new Selector(snapshot).select(subject, occasion);
  }
}
