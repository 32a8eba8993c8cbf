package io.tessera.connector.kit;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.Checkable;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.Testable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose target is this object's memory. It keeps the contract, remembers every call,
 * and misbehaves when told to. Safe for use by several threads.
 */
public final class RecordingConnector
    implements Connector,
        Readable,
        Searchable,
        ChangeSource,
        Checkable,
        Plannable,
        Testable,
        Describable,
        PasswordAware,
        BusyCounterpart {
  private final Memory memory;
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

  /** With SCIM's names for the keys: {@code userName} and {@code displayName}. */
  public RecordingConnector() {
    this("userName", "displayName");
  }

  /**
   * @param userKey the target attribute that names a user
   * @param groupKey the target attribute that names a group
   */
  public RecordingConnector(String userKey, String groupKey) {
    memory = new Memory(Map.of(ObjectType.USER, userKey, ObjectType.GROUP, groupKey));
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
    return memory.size(type);
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
    Outcome outcome = memory.carryOut(operation);
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
        : memory.carryOut(operation);
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

  @Override
  public synchronized Reading read(Lookup lookup) throws InterruptedException {
    awaitHealing();
    if (next() == Behaviour.FAIL && failure != null) {
      return new Reading.Unreadable(failure);
    }
    ObjectType type = lookup.type();
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    if (id.isEmpty()) {
      id = lookup.attributes().first(memory.key(type)).flatMap(key -> memory.byKey(type, key));
    }
    return id.flatMap(known -> memory.account(type, known))
        .<Reading>map(account -> new Reading.Found(account.id(), account.attributes()))
        .orElseGet(Reading.Absent::new);
  }

  @Override
  public synchronized Listing search(Search search) throws InterruptedException {
    awaitHealing();
    if (next() == Behaviour.FAIL && failure != null) {
      return new Listing.Unreadable(failure);
    }
    return memory.page(search);
  }

  @Override
  public synchronized RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    awaitHealing();
    if (next() == Behaviour.FAIL && failure != null) {
      return new RemoteChanges.Unreadable(failure);
    }
    return memory.changes(type, token, most);
  }

  @Override
  public List<String> plan(Operation operation) {
    String names = String.join(", ", operation.attributes().names());
    return List.of("remember " + operation.action() + " " + operation.type() + ": " + names);
  }

  @Override
  public String passwordAttribute() {
    return Memory.PASSWORD;
  }

  @Override
  public synchronized boolean accepts(RemoteId user, String password) {
    return find(ObjectType.USER, user)
        .flatMap(seen -> seen.attributes().first(Memory.PASSWORD))
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
                List.of(memory.key(type)), TargetAttribute.Type.STRING, false, true, true)),
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
    return memory.find(type, id);
  }

  @Override
  public synchronized int count(ObjectType type, String key) {
    return memory.count(type, key);
  }

  @Override
  public synchronized void set(ObjectType type, RemoteId id, String attribute, String value) {
    memory.set(type, id, attribute, value);
  }

  @Override
  public void beBusy() {
    fail(FailureKind.THROTTLED);
  }

  @Override
  public void recover() {
    heal();
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.empty();
  }
}
