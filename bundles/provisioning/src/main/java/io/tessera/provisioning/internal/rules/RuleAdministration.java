package io.tessera.provisioning.internal.rules;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rules;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.RuleRequest;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import io.tessera.provisioning.internal.ReadAccess;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.ConfigurationWrites;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.RuleDocument;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.selection.Subject;
import io.tessera.store.spi.Aim;
import io.tessera.store.spi.Memberships.Membership;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of rules. */
@Component(service = Rules.class)
public final class RuleAdministration implements Rules {
  private static final Logger LOG = LoggerFactory.getLogger(RuleAdministration.class);

  private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9998-12-31T00:00:00Z");

  private final Store store;
  private final LiveConfiguration configuration;
  private final ExpressionEngine expressions;
  private final RuleEngines engines;
  private final ConfigurationWrites writes;

  @Activate
  public RuleAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "expressions") ExpressionEngine expressions,
      @Reference(name = "engines") RuleEngines engines) {
    this.store = store;
    this.configuration = configuration;
    this.expressions = expressions;
    this.engines = engines;
    this.writes = new ConfigurationWrites(store, configuration);
  }

  @Override
  public List<Rule> list() {
    return configuration.refresh().guards().rules();
  }

  @Override
  public Optional<Rule> get(UUID id) {
    return configuration.refresh().guards().rule(id);
  }

  @Override
  public Rule create(Caller caller, Rule.Draft draft) {
    return put(caller, Rule.of(UUID.randomUUID(), draft, 1));
  }

  @Override
  public Rule replace(Caller caller, UUID id, long expectedVersion, Rule.Draft draft) {
    existing(id, expectedVersion);
    return put(caller, Rule.of(id, draft, expectedVersion + 1));
  }

  private Rule put(Caller caller, Rule rule) {
    writes.write(
        caller,
        tx -> {
          tx.configurations().lock();
          new RuleCheck(expressions, engines, configuration.in(tx)).check(rule);
          tx.configurations().put(RuleDocument.item(rule), Records.origin(caller));
        });
    if (!caller.trial()) {
      LOG.info("rule {}: version {} by {}", rule.name(), rule.version(), caller.actor());
    }
    return rule;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    Rule before = existing(id, expectedVersion);
    writes.write(
        caller,
        tx ->
            tx.configurations()
                .remove(RuleDocument.KIND, id, expectedVersion, Records.origin(caller)));
    if (!caller.trial()) {
      LOG.info("rule {} was removed by {}", before.name(), caller.actor());
    }
  }

  private Rule existing(UUID id, long expectedVersion) {
    Rule rule = get(id).orElseThrow(() -> notFound("rule"));
    ConfigurationWrites.requireVersion(rule.version(), expectedVersion);
    return rule;
  }

  @Override
  public Ruling tryOut(Caller caller, Question question) {
    ReadAccess.require(caller, question.type());
    requireTellable(question.at());
    Snapshot snapshot = configuration.refresh();
    TargetConfiguration target =
        snapshot
            .target(question.target())
            .orElseThrow(
                () ->
                    invalid(
                        "target", "there is none with the name \"" + question.target() + "\"."));
    if (snapshot.serviceProviders().named(question.serviceProvider()).isEmpty()) {
      throw invalid(
          "serviceProvider", "there is none with the name \"" + question.serviceProvider() + "\".");
    }
    Guards guards = snapshot.guards();
    RuleRequest request = store.read(tx -> request(tx, caller, question, target, guards.now()));
    if (question.rule() == null) {
      return guards.decide(request);
    }
    return guards.decide(guards.rule(question.rule()).orElseThrow(() -> notFound("rule")), request);
  }

  private static RuleRequest request(
      Transaction tx,
      Caller caller,
      Question question,
      TargetConfiguration target,
      ZonedDateTime now) {
    ResourceId id = new ResourceId(question.resource());
    Resource resource = ReadAccess.existing(tx, caller, question.type(), id);
    Map<UUID, Aim> aims = tx.aimsOf(id);
    Subject subject =
        new Subject(
            question.type(),
            id,
            resource.attributes(),
            tx.memberships().groupsOf(List.of(id)).getOrDefault(id, List.of()).stream()
                .map(Membership::display)
                .collect(Collectors.toSet()),
            aims);
    return new RuleRequest(
        new RuleRequest.Subject(
            subject.type(), id.toString(), subject.attributes(), subject.groups(), subject.roles()),
        question.operation() == null ? operation(aims, target) : question.operation(),
        new RuleRequest.Resource(
            target.target().name(),
            target.target().connectorType(),
            target.target().identityProvider(),
            question.serviceProvider()),
        question.at() == null ? now : question.at().atZone(now.getZone()));
  }

  private static Operation operation(Map<UUID, Aim> aims, TargetConfiguration target) {
    return aims.get(target.target().id()) == Aim.ACCOUNT ? Operation.UPDATE : Operation.CREATE;
  }

  /** Zones, and the times of XACML, have bounds. */
  private static void requireTellable(@Nullable Instant at) {
    if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
      throw invalid("at", "a time in the years 0001 to 9998 is expected.");
    }
  }
}
