package io.tessera.provisioning.internal.roles;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.BirthrightRules;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.BirthrightDocument;
import io.tessera.provisioning.internal.configuration.ConfigurationWrites;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of birthright rules. */
@Component(service = BirthrightRules.class)
public final class BirthrightAdministration implements BirthrightRules {
  private static final Logger LOG = LoggerFactory.getLogger(BirthrightAdministration.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_ROLES = 100;
  private static final int MAX_DAYS = 36_500;

  private final Store store;
  private final LiveConfiguration configuration;
  private final ExpressionEngine expressions;
  private final ConfigurationWrites writes;
  private final Clock clock;

  @Activate
  public BirthrightAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "expressions") ExpressionEngine expressions,
      @Reference(name = "zone") ServerZone zone) {
    this(store, configuration, expressions, zone.clock());
  }

  private BirthrightAdministration(
      Store store, LiveConfiguration configuration, ExpressionEngine expressions, Clock clock) {
    this.store = store;
    this.configuration = configuration;
    this.expressions = expressions;
    this.writes = new ConfigurationWrites(store, configuration);
    this.clock = clock;
  }

  @Override
  public List<BirthrightRule> list() {
    return configuration.refresh().roles().rules();
  }

  @Override
  public Optional<BirthrightRule> get(UUID id) {
    return configuration.refresh().roles().rule(id);
  }

  @Override
  public BirthrightRule create(Caller caller, BirthrightRule.Draft draft) {
    return put(caller, rule(UUID.randomUUID(), draft, 1));
  }

  @Override
  public BirthrightRule replace(
      Caller caller, UUID id, long expectedVersion, BirthrightRule.Draft draft) {
    BirthrightRule before = existing(id, expectedVersion);
    if (!before.name().equals(draft.name())) {
      throw invalid("name", "it cannot change; create another rule.");
    }
    return put(caller, rule(id, draft, expectedVersion + 1));
  }

  private BirthrightRule put(Caller caller, BirthrightRule rule) {
    writes.write(
        caller,
        tx -> {
          tx.configurations().lock();
          CompiledBirthright unused = checked(configuration.in(tx), rule);
          tx.configurations().put(BirthrightDocument.item(rule), Records.origin(caller));
          new Everybody(tx, caller, clock).walk("Birthright rule " + rule.name() + " changed.");
        });
    if (!caller.trial()) {
      LOG.info("birthright rule {}: version {} by {}", rule.name(), rule.version(), caller.actor());
    }
    return rule;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    BirthrightRule before = existing(id, expectedVersion);
    writes.write(
        caller,
        tx -> {
          tx.configurations()
              .remove(BirthrightDocument.KIND, id, expectedVersion, Records.origin(caller));
          new Everybody(tx, caller, clock)
              .walk("Birthright rule " + before.name() + " was removed.");
        });
    if (!caller.trial()) {
      LOG.info("birthright rule {} was removed by {}", before.name(), caller.actor());
    }
  }

  @Override
  public BirthrightRule.Preview preview(
      Caller caller, BirthrightRule.Draft draft, int mostExamined, int mostShown) {
    if (!caller.may(Permission.USERS_READ)) {
      throw RejectedException.of(
          Kind.FORBIDDEN,
          "The effects name users: the permission "
              + Permission.USERS_READ.key()
              + " is needed too.");
    }
    Snapshot snapshot = configuration.refresh();
    UUID id =
        list().stream()
            .filter(rule -> rule.name().equals(draft.name()))
            .map(BirthrightRule::id)
            .findFirst()
            .orElseGet(UUID::randomUUID);
    CompiledBirthright compiled = checked(snapshot, rule(id, draft, 0));
    return new BirthrightPreview(caller, snapshot.roles(), compiled, clock, mostShown)
        .over(store, mostExamined);
  }

  private BirthrightRule existing(UUID id, long expectedVersion) {
    BirthrightRule rule = get(id).orElseThrow(() -> notFound("birthright rule"));
    ConfigurationWrites.requireVersion(rule.version(), expectedVersion);
    return rule;
  }

  private static BirthrightRule rule(UUID id, BirthrightRule.Draft draft, long version) {
    return new BirthrightRule(
        id,
        draft.name(),
        draft.description(),
        draft.enabled(),
        draft.condition(),
        draft.roles(),
        draft.starts(),
        draft.ends(),
        version);
  }

  /**
   * @throws RejectedException naming each place at fault
   */
  private CompiledBirthright checked(Snapshot snapshot, BirthrightRule rule) {
    List<Problem> problems = new ArrayList<>();
    if (!NAME.matcher(rule.name()).matches()) {
      problems.add(
          problem("name", "lower-case letters, digits and dashes, 63 characters at most."));
    }
    if (rule.roles().isEmpty() || rule.roles().size() > MAX_ROLES) {
      problems.add(problem("roles", "1 to " + MAX_ROLES + " are expected."));
    }
    for (int i = 0; i < Math.min(MAX_ROLES, rule.roles().size()); i++) {
      if (snapshot.roles().role(rule.roles().get(i)).isEmpty()) {
        problems.add(problem("roles[" + i + "]", "there is no role of this name."));
      }
    }
    days("starts.days", rule.starts(), problems);
    days("ends.days", rule.ends(), problems);
    CompiledBirthright compiled =
        CompiledBirthright.of(rule, expressions, snapshot.schema(ResourceType.USER), problems);
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return compiled;
  }

  private static void days(String field, BirthrightRule.When when, List<Problem> problems) {
    if (Math.abs((long) when.days()) > MAX_DAYS) {
      problems.add(problem(field, "at most " + MAX_DAYS + " either way are expected."));
    }
    if (!when.isDated() && when.days() != 0) {
      problems.add(problem(field, "without an attribute to count from there can be none."));
    }
  }

  private static Problem problem(String field, String detail) {
    return Problem.at(Kind.INVALID_VALUE, AttributePath.of(field), field + ": " + detail);
  }
}
