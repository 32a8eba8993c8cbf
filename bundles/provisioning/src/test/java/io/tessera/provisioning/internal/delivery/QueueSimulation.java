package io.tessera.provisioning.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.delivery.LyingConnector.Account;
import io.tessera.provisioning.internal.delivery.LyingConnector.Effect;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.LaneKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One run of everything that can happen to a queue, decided by a seed: changes, deliveries by two
 * nodes, failures of every kind, crashes, stalls, results whose commit is not known, and a clock
 * that is turned by hand. In the end the target must have what the identities say.
 */
final class QueueSimulation {
  private static final UUID TARGET = new UUID(0, 1);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int STEPS = 150;
  private static final int MOST_STEPS_TO_DRAIN = 5_000;
  private static final List<String> NAMES = List.of("alice", "bob", "carol");
  private static final PolicyMap MAP =
      new PolicyMap(
          List.of(
              new PolicyMap.Row("userName", List.of("userName"), List.of()),
              new PolicyMap.Row("title", List.of("title"), List.of()),
              new PolicyMap.Row(LyingConnector.OWNER, List.of("nickName"), List.of())),
          List.of());
  private static final CompiledPolicyMap COMPILED =
      CompiledPolicyMap.of(MAP, BuiltInSchemas::of, new CelExpressionEngine());
  private static final TargetConfiguration CONFIGURATION =
      new TargetConfiguration(
          new Target(
              TARGET,
              "sim",
              "sim",
              "sim",
              true,
              Attributes.empty(),
              Set.of(),
              MAP,
              withoutGuard(),
              1),
          Map.of(),
          COMPILED,
          true);

  private final Random random;
  private final ScheduledExecutorService alarms;
  private final SimulatedLanes lanes = new SimulatedLanes(this::now);
  private final LyingConnector target;
  private final List<Node> nodes;
  private final Map<LaneKey, Identity> alive = new LinkedHashMap<>();
  private final Set<LaneKey> deleted = new HashSet<>();
  private final List<String> history = new ArrayList<>();

  /** Effects, by their number, of calls that came after their lease. */
  private final Set<Integer> late = new HashSet<>();

  private Instant now = Instant.ofEpochSecond(1_000_000);

  /** How many nodes are stalled before a call; no result is lost meanwhile. */
  private int depth;

  private long ids;

  QueueSimulation(long seed, ScheduledExecutorService alarms) {
    this.random = new Random(seed);
    this.alarms = alarms;
    this.target = new LyingConnector(new Random(random.nextLong()));
    this.nodes = List.of(new Node("one"), new Node("two"));
  }

  private static DeliverySettings withoutGuard() {
    DeliverySettings usual = DeliverySettings.DEFAULT;
    return new DeliverySettings(
        usual.accountsFor(),
        usual.mode(),
        usual.patience(),
        false,
        usual.concurrency(),
        0,
        usual.timeout(),
        usual.adoption(),
        List.of(),
        usual.whenGone(),
        DeliverySettings.DEFAULT.whenDeleted(),
        0,
        0,
        Duration.ofDays(365),
        new DeliverySettings.Guard(0, 0),
        List.of(),
        DeliverySettings.DEFAULT.passwords(),
        Set.of());
  }

  /** An identity as the store has it. */
  private static final class Identity {
    Attributes state;
    long version = 1;

    Identity(Attributes state) {
      this.state = state;
    }

    String name() {
      return state.text("userName").orElseThrow();
    }
  }

  /** A lane that a node has leased. */
  private record Held(Lane lane, Instant claimed) {}

  /** A server that delivers. */
  private final class Node {
    final String name;
    final List<Held> held = new ArrayList<>();
    TargetHealth health = health();

    /** It was stalled before the call it makes; killed as well, it would set nothing right. */
    boolean woken;

    Node(String name) {
      this.name = name;
    }

    private TargetHealth health() {
      return new TargetHealth(QueueSimulation.this::now, backoff(), new Concurrency(8));
    }

    void claim() {
      Instant before = now;
      lanes
          .claim(TARGET, name, 1 + random.nextInt(3), LEASE)
          .forEach(lane -> held.add(new Held(lane, before)));
    }

    void deliver() {
      if (held.isEmpty()) {
        return;
      }
      woken = false;
      Held next = held.remove(random.nextInt(held.size()));
      Duration pause = health.pauseLeft();
      Completion completion =
          pause.isZero() ? deliver(next) : Ending.untried(next.lane(), pause, "");
      tell(name + " " + next.lane().key().resource() + " " + completion);
      boolean calm = depth == 0 && !woken;
      if (calm && chance(4)) {
        tell("the result was lost");
        return; // it crashed before the result was given back; the lease runs out
      }
      boolean taken = (calm && chance(5)) || lanes.complete(List.of(completion)).isEmpty();
      if (!taken || chance(5)) {
        lanes.complete(List.of(completion)); // it did not learn whether that took effect
      }
    }

    private Completion deliver(Held next) {
      Route route =
          new Route(
              CONFIGURATION,
              List.of(),
              List.of(),
              lanes,
              new RemovalGuard(new FakeRemovals(0), QueueSimulation.this::now),
              new FakeGeneratedValues(),
              (change, resource) -> Optional.empty(),
              new FakePasswords(),
              new RetryPolicy(backoff()),
              new AttachedConnector(TARGET, target, "lying 1.0", (operation, outcome) -> {}),
              new CallTimer(alarms, Duration.ofHours(1)),
              health,
              name,
              QueueSimulation.this::now);
      return new Delivery(route, next.lane(), () -> holds(next)).run();
    }

    /** Whether the lease holds; right after this look the node may be stalled. */
    private boolean holds(Held lane) {
      boolean holds = now.isBefore(lane.claimed().plus(LEASE));
      if (holds && depth == 0 && chance(2)) {
        depth++;
        stall();
        depth--;
      }
      return holds;
    }

    private void stall() {
      tell(name + " is stalled before its call");
      now = now.plus(LEASE);
      Node other = nodes.get(0) == this ? nodes.get(1) : nodes.get(0);
      for (int i = random.nextInt(12); i > 0; i--) {
        if (chance(30)) {
          change();
        } else if (chance(50)) {
          other.claim();
        } else {
          other.deliver();
        }
      }
      late.add(target.effects().size());
      woken = true;
      tell(name + " wakes up");
    }

    /** It is killed and started again. */
    void crash() {
      tell(name + " crashed");
      held.clear();
      health = health();
      lanes.release(name);
    }
  }

  private Instant now() {
    return now;
  }

  private Backoff backoff() {
    return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** What happened, for whoever looks into a seed that fails. */
  List<String> history() {
    return history;
  }

  private void tell(String what) {
    history.add(Duration.between(Instant.ofEpochSecond(1_000_000), now) + " " + what);
  }

  void run() {
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    target.heal();
    drain();
    check();
  }

  private void step() {
    Node node = nodes.get(random.nextInt(nodes.size()));
    int dice = random.nextInt(100);
    if (dice < 25) {
      change();
    } else if (dice < 50) {
      node.claim();
    } else if (dice < 85) {
      node.deliver();
    } else if (dice < 95) {
      now = now.plusMillis(random.nextInt(5_000));
    } else if (dice < 98) {
      now = now.plus(LEASE); // whoever holds a lease now was stalled
    } else {
      node.crash();
    }
  }

  private void drain() {
    for (int i = 0; !lanes.isDrained(); i++) {
      assertThat(i).as("steps to drain").isLessThan(MOST_STEPS_TO_DRAIN);
      Node node = nodes.get(random.nextInt(nodes.size()));
      node.claim();
      node.deliver();
      if (nodes.stream().allMatch(n -> n.held.isEmpty())) {
        lanes.retryDead();
        lanes.nextDue().filter(due -> due.isAfter(now)).ifPresent(due -> now = due);
      }
    }
  }

  private void change() {
    List<String> free =
        NAMES.stream()
            .filter(n -> alive.values().stream().noneMatch(i -> i.name().equals(n)))
            .toList();
    int dice = random.nextInt(10);
    if (alive.isEmpty() || (dice < 3 && !free.isEmpty())) {
      create(free.get(random.nextInt(free.size())));
      return;
    }
    List<LaneKey> keys = List.copyOf(alive.keySet());
    LaneKey key = keys.get(random.nextInt(keys.size()));
    if (dice < 5) {
      delete(key);
    } else if (dice < 7) {
      // A name nobody ever had: two that swap their names at once need a person.
      update(key, "userName", "name" + ids++);
    } else {
      update(key, "title", "t" + random.nextInt(1_000));
    }
  }

  private void create(String name) {
    ResourceId id = new ResourceId(new UUID(0, 100 + ids++));
    LaneKey key = new LaneKey(TARGET, ResourceType.USER, id);
    Identity identity =
        new Identity(
            Attributes.builder()
                .put("userName", name)
                .put("nickName", id.toString())
                .put("active", true)
                .build());
    alive.put(key, identity);
    add(key, identity, Change.Kind.CREATE);
  }

  private void update(LaneKey key, String attribute, String value) {
    Identity identity = alive.get(key);
    identity.version++;
    identity.state = identity.state.with(attribute, Value.text(value));
    add(key, identity, Change.Kind.UPDATE);
  }

  private void delete(LaneKey key) {
    Identity identity = alive.remove(key);
    identity.version++;
    deleted.add(key);
    add(key, identity, Change.Kind.DELETE);
  }

  private void add(LaneKey key, Identity identity, Change.Kind kind) {
    tell(kind + " " + key.resource() + " version " + identity.version + " " + identity.name());
    lanes.add(
        key,
        new Lane.Queued(
            new UUID(1, ids++),
            new UUID(2, ids++),
            "",
            identity.version,
            kind,
            identity.state,
            MembershipDelta.NONE,
            now));
  }

  private void check() {
    Map<String, Account> byOwner = new HashMap<>();
    target
        .accounts()
        .forEach(
            (id, account) ->
                assertThat(byOwner.put(account.owner(), account))
                    .as("two accounts of one identity")
                    .isNull());
    alive.forEach((key, identity) -> checkAccount(key, identity, byOwner));
    assertThat(byOwner).as("accounts that nobody should have").hasSameSizeAs(alive);
    for (LaneKey gone : deleted) {
      assertThat(lanes.link(gone)).as("link of a deleted identity").isEmpty();
    }
    checkOrder();
  }

  private void checkAccount(LaneKey key, Identity identity, Map<String, Account> byOwner) {
    Account account = byOwner.get(key.resource().toString());
    assertThat(account)
        .as("account of %s %s in %s", identity.name(), key.resource(), target.effects())
        .isNotNull();
    assertThat(account.attributes())
        .isEqualTo(COMPILED.account(ResourceType.USER, identity.state, Set.of(), Map.of()));
    assertThat(
            target
                .accounts()
                .get(
                    new io.tessera.connector.spi.RemoteId(
                        lanes.link(key).orElseThrow().remoteId())))
        .isEqualTo(account);
  }

  /**
   * The target sees versions that never decrease, but for calls that came late; what they did is
   * set right, which {@link #check} has seen.
   */
  private void checkOrder() {
    Map<String, Long> seen = new HashMap<>();
    for (int i = 0; i < target.effects().size(); i++) {
      Effect effect = target.effects().get(i);
      Long before = seen.put(effect.owner(), effect.version());
      assertThat(before == null || before <= effect.version() || late.contains(i))
          .as("version %s came after %s in %s", effect.version(), before, target.effects())
          .isTrue();
    }
  }
}
