package io.tessera.connector.kit;

import io.tessera.connector.spi.Checkable;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose target is this object's memory. It keeps the contract, remembers every call,
 * and misbehaves when told to. Safe for use by several threads.
 */
public final class RecordingConnector
    implements Connector, Readable, Checkable, Testable, Describable, PasswordAware, Counterpart {
  private static final String PASSWORD = "password";

  private final String userKey;
  private final String groupKey;
  private final Map<ObjectType, Map<RemoteId, Account>> accounts = new HashMap<>();
  private final List<Operation> calls = new ArrayList<>();
  private final Map<String, Operation> pending = new LinkedHashMap<>();
  private Behaviour behaviour = Behaviour.WELL;
  private int times;
  private @Nullable Failed failure;

  private enum Behaviour {
    WELL,
    FAIL,
    HANG,
    PEND,
    APPLY_AND_LOSE_THE_ANSWER
  }

  private record Account(TargetAttributes attributes, boolean enabled, Set<RemoteId> members) {}

  /** With SCIM's names for the keys: {@code userName} and {@code displayName}. */
  public RecordingConnector() {
    this("userName", "displayName");
  }

  /**
   * @param userKey the target attribute that names a user
   * @param groupKey the target attribute that names a group
   */
  public RecordingConnector(String userKey, String groupKey) {
    this.userKey = userKey;
    this.groupKey = groupKey;
    for (ObjectType type : ObjectType.values()) {
      accounts.put(type, new LinkedHashMap<>());
    }
  }

  /** Works from now on; calls that hang go on. */
  public synchronized void heal() {
    behave(Behaviour.WELL, 0, null);
  }

  /** Every call fails, without an effect, until {@link #heal}. */
  public void fail(FailureKind kind) {
    fail(new Failed(kind, "told to fail"), Integer.MAX_VALUE);
  }

  /** The next calls fail, without an effect. */
  public synchronized void fail(Failed with, int calls) {
    behave(Behaviour.FAIL, calls, with);
  }

  /** Calls do not return until {@link #heal} or an interrupt. */
  public synchronized void hang() {
    behave(Behaviour.HANG, Integer.MAX_VALUE, null);
  }

  /** The next calls have their effect and answer {@link FailureKind#UNKNOWN}. */
  public synchronized void loseAnswers(int calls) {
    behave(Behaviour.APPLY_AND_LOSE_THE_ANSWER, calls, null);
  }

  /** The next calls are pending, without an effect, until {@link #finish}. */
  public synchronized void pend(int calls) {
    behave(Behaviour.PEND, calls, null);
  }

  /** What is pending is carried out when it is checked next. */
  public synchronized void finish() {
    behave(Behaviour.WELL, 0, null);
  }

  private void behave(Behaviour next, int calls, @Nullable Failed with) {
    behaviour = next;
    times = calls;
    failure = with;
    notifyAll();
  }

  /** Every operation that was asked for, in order, whatever became of it. */
  public synchronized List<Operation> calls() {
    return List.copyOf(calls);
  }

  /** How many accounts or groups there are. */
  public synchronized int size(ObjectType type) {
    return accounts(type).size();
  }

  @Override
  public synchronized Outcome apply(Operation operation) throws InterruptedException {
    calls.add(operation);
    notifyAll();
    awaitHealing();
    Behaviour now = next();
    if (now == Behaviour.FAIL && failure != null) {
      return failure;
    }
    if (now == Behaviour.PEND) {
      String reference = "pending-" + operation.key().value();
      pending.put(reference, operation);
      return new Outcome.Pending(reference, Duration.ofMillis(1));
    }
    Outcome outcome = carryOut(operation);
    return now == Behaviour.APPLY_AND_LOSE_THE_ANSWER
        ? Outcome.failed(FailureKind.UNKNOWN, "told to lose the answer")
        : outcome;
  }

  @Override
  public synchronized Outcome check(String reference) throws InterruptedException {
    awaitHealing();
    Operation operation = pending.get(reference);
    if (operation == null) {
      return Outcome.failed(FailureKind.INVALID, "there is nothing under " + reference);
    }
    return behaviour == Behaviour.PEND
        ? new Outcome.Pending(reference, Duration.ofMillis(1))
        : carryOut(operation);
  }

  private void awaitHealing() throws InterruptedException {
    while (behaviour == Behaviour.HANG) {
      wait();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private Behaviour next() {
    if (behaviour == Behaviour.WELL || times <= 0) {
      return Behaviour.WELL;
    }
    times--;
    return behaviour;
  }

  private Outcome carryOut(Operation operation) {
    return switch (operation.action()) {
      case CREATE -> create(operation);
      case UPDATE -> update(operation);
      case DELETE -> delete(operation);
    };
  }

  private Outcome create(Operation operation) {
    Optional<String> key = operation.attributes().first(key(operation.type()));
    if (key.isEmpty()) {
      return Outcome.failed(FailureKind.INVALID, key(operation.type()) + " has no value");
    }
    if (byKey(operation.type(), key.get()).isPresent()) {
      return Outcome.failed(FailureKind.CONFLICT, "the name is taken");
    }
    Account account = new Account(TargetAttributes.none(), true, Set.of());
    return put(new RemoteId(UUID.randomUUID().toString()), account, operation);
  }

  private Outcome update(Operation operation) {
    Account account = accounts(operation.type()).get(operation.existing());
    if (account == null) {
      return Outcome.failed(FailureKind.GONE, "the account does not exist any more");
    }
    Optional<RemoteId> holder =
        operation
            .attributes()
            .first(key(operation.type()))
            .flatMap(name -> byKey(operation.type(), name));
    if (holder.isPresent() && !holder.get().equals(operation.existing())) {
      return Outcome.failed(FailureKind.INVALID, "the name belongs to another account");
    }
    return put(operation.existing(), account, operation);
  }

  private Outcome delete(Operation operation) {
    accounts(operation.type()).remove(operation.existing());
    accounts(ObjectType.GROUP).replaceAll((id, group) -> without(group, operation.existing()));
    return Outcome.applied(operation.existing());
  }

  private static Account without(Account group, RemoteId member) {
    Set<RemoteId> members = new LinkedHashSet<>(group.members());
    members.remove(member);
    return new Account(group.attributes(), group.enabled(), members);
  }

  private Outcome put(RemoteId id, Account before, Operation operation) {
    List<Member> unknown =
        operation.members().add().stream()
            .filter(m -> !accounts(m.type()).containsKey(m.id()))
            .toList();
    if (!unknown.isEmpty()) {
      return Outcome.failed(FailureKind.INVALID, unknown.size() + " members do not exist");
    }
    Map<String, List<String>> attributes = new LinkedHashMap<>(before.attributes().asMap());
    attributes.putAll(operation.attributes().asMap());
    attributes.values().removeIf(List::isEmpty);
    boolean enabled =
        operation.activityIfAny().map(a -> a == Activity.ENABLED).orElse(before.enabled());
    Set<RemoteId> members = new LinkedHashSet<>(before.members());
    operation.members().add().forEach(m -> members.add(m.id()));
    operation.members().remove().forEach(m -> members.remove(m.id()));
    accounts(operation.type())
        .put(id, new Account(TargetAttributes.of(attributes), enabled, members));
    return Outcome.applied(id);
  }

  @Override
  public synchronized Reading read(Lookup lookup) throws InterruptedException {
    awaitHealing();
    if (next() == Behaviour.FAIL && failure != null) {
      return new Reading.Unreadable(failure);
    }
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    if (id.isEmpty()) {
      id =
          lookup.attributes().first(key(lookup.type())).flatMap(name -> byKey(lookup.type(), name));
    }
    Account account = id.map(accounts(lookup.type())::get).orElse(null);
    return id.isEmpty() || account == null
        ? new Reading.Absent()
        : new Reading.Found(id.get(), withoutPassword(account.attributes()));
  }

  private static TargetAttributes withoutPassword(TargetAttributes all) {
    Map<String, List<String>> told = new LinkedHashMap<>(all.asMap());
    told.remove(PASSWORD);
    return TargetAttributes.of(told);
  }

  @Override
  public String passwordAttribute() {
    return PASSWORD;
  }

  @Override
  public synchronized boolean accepts(RemoteId user, String password) {
    return find(ObjectType.USER, user)
        .flatMap(seen -> seen.attributes().first(PASSWORD))
        .filter(password::equals)
        .isPresent();
  }

  /** The key; accounts may have any other attribute too. */
  @Override
  public synchronized Description describe(ObjectType type) throws InterruptedException {
    awaitHealing();
    if (next() == Behaviour.FAIL && failure != null) {
      return new Description.Unknown(failure);
    }
    return new Description.Known(
        List.of(
            new TargetAttribute(
                List.of(key(type)), TargetAttribute.Type.STRING, false, true, true)),
        true);
  }

  @Override
  public synchronized List<Step> test() throws InterruptedException {
    awaitHealing();
    boolean works = next() != Behaviour.FAIL;
    return List.of(new Step("remember", works, works ? "Memory is there." : "told to fail"));
  }

  @Override
  public synchronized Optional<Seen> find(ObjectType type, RemoteId id) {
    return Optional.ofNullable(accounts(type).get(id))
        .map(a -> new Seen(a.attributes(), a.enabled(), Set.copyOf(a.members())));
  }

  @Override
  public synchronized int count(ObjectType type, String key) {
    return (int)
        accounts(type).values().stream()
            .filter(a -> a.attributes().all(key(type)).contains(key))
            .count();
  }

  @Override
  public synchronized void set(ObjectType type, RemoteId id, String attribute, String value) {
    Account before = accounts(type).get(id);
    if (before == null) {
      throw new IllegalArgumentException("no such account");
    }
    Map<String, List<String>> attributes = new LinkedHashMap<>(before.attributes().asMap());
    attributes.put(attribute, List.of(value));
    accounts(type)
        .put(id, new Account(TargetAttributes.of(attributes), before.enabled(), before.members()));
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.empty();
  }

  private String key(ObjectType type) {
    return type == ObjectType.USER ? userKey : groupKey;
  }

  private Optional<RemoteId> byKey(ObjectType type, String key) {
    return accounts(type).entrySet().stream()
        .filter(e -> e.getValue().attributes().first(key(type)).filter(key::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Map<RemoteId, Account> accounts(ObjectType type) {
    Map<RemoteId, Account> ofType = accounts.get(type);
    if (ofType == null) {
      throw new IllegalStateException("no accounts of type " + type);
    }
    return ofType;
  }
}
