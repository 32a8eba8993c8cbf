package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Checkable;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A target in memory whose connector lies, fails, throws, answers nothing, and answers after the
 * effect; it remembers each effect.
 */
final class LyingConnector implements Connector, Readable, Checkable {
  private static final String NAME = "userName";

  /** Attribute that tells whose account it is; the connector makes no use of it. */
  static final String OWNER = "employeeNumber";

  private final Map<RemoteId, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Operation> pending = new HashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Random random;
  private boolean healed;
  private int made;

  LyingConnector(Random random) {
    this.random = random;
  }

  /** An account as the target has it. */
  record Account(TargetAttributes attributes, Operation.@Nullable Activity activity) {
    String owner() {
      return attributes.first(OWNER).orElse("");
    }
  }

  /** Something that happened in the target. */
  record Effect(String owner, Operation.Action action, long version, String on) {}

  /** From now on it behaves. */
  void heal() {
    healed = true;
  }

  List<Effect> effects() {
    return effects;
  }

  Map<RemoteId, Account> accounts() {
    return accounts;
  }

  @Override
  public @Nullable Outcome apply(Operation operation) {
    int dice = healed ? 99 : random.nextInt(100);
    if (dice < 8) {
      return Outcome.failed(FailureKind.TRANSIENT, "not now");
    }
    if (dice < 12) {
      return new Outcome.Failed(
          FailureKind.THROTTLED, "slowly", Duration.ofMillis(random.nextInt(5_000)));
    }
    if (dice < 16) {
      return Outcome.failed(FailureKind.UNKNOWN, "lost before the effect");
    }
    if (dice < 19) {
      return Outcome.failed(FailureKind.AUTHENTICATION, "who are you");
    }
    if (dice < 21) {
      throw new IllegalStateException("before the effect");
    }
    if (dice < 25) {
      String reference = "ticket-" + operation.key().value() + "-" + made++;
      pending.put(reference, operation);
      return new Outcome.Pending(reference, Duration.ofMillis(random.nextInt(2_000)));
    }
    Outcome outcome = carryOut(operation);
    if (dice < 37) {
      return Outcome.failed(FailureKind.UNKNOWN, "lost after the effect");
    }
    if (dice < 40) {
      throw new IllegalStateException("after the effect");
    }
    return dice < 42 ? null : outcome;
  }

  @Override
  public Outcome check(String reference) {
    Operation operation = pending.get(reference);
    if (operation == null) {
      return Outcome.failed(FailureKind.GONE, "no such ticket");
    }
    if (!healed && random.nextInt(3) > 0) {
      return new Outcome.Pending(reference, Duration.ofMillis(random.nextInt(2_000)));
    }
    pending.remove(reference);
    return carryOut(operation);
  }

  @Override
  public Reading read(Lookup lookup) {
    if (!healed && random.nextInt(10) == 0) {
      return new Reading.Unreadable(Outcome.failed(FailureKind.TRANSIENT, "not now"));
    }
    Optional<RemoteId> id =
        lookup.remoteIdIfKnown().or(() -> named(lookup.attributes().first(NAME).orElse("")));
    Account account = id.map(accounts::get).orElse(null);
    return id.isEmpty() || account == null
        ? new Reading.Absent()
        : new Reading.Found(id.get(), account.attributes());
  }

  private Outcome carryOut(Operation operation) {
    return switch (operation.action()) {
      case CREATE -> create(operation);
      case UPDATE -> update(operation);
      case DELETE -> delete(operation);
    };
  }

  private Outcome create(Operation operation) {
    if (named(operation.attributes().first(NAME).orElse("")).isPresent()) {
      return Outcome.failed(FailureKind.CONFLICT, "the name is taken");
    }
    return put(new RemoteId("r" + made++), operation);
  }

  private Outcome update(Operation operation) {
    if (!accounts.containsKey(operation.existing())) {
      return Outcome.failed(FailureKind.GONE, "no such account");
    }
    Optional<RemoteId> holder = named(operation.attributes().first(NAME).orElse(""));
    return holder.isPresent() && !holder.get().equals(operation.existing())
        ? Outcome.failed(FailureKind.INVALID, "the name belongs to another account")
        : put(operation.existing(), operation);
  }

  private Outcome put(RemoteId id, Operation operation) {
    Account account = new Account(operation.attributes(), operation.activity());
    accounts.put(id, account);
    effects.add(new Effect(account.owner(), operation.action(), operation.version(), id.value()));
    return Outcome.applied(id);
  }

  private Outcome delete(Operation operation) {
    Account gone = accounts.remove(operation.existing());
    if (gone != null) {
      effects.add(
          new Effect(
              operation.attributes().first(OWNER).orElse(""),
              operation.action(),
              operation.version(),
              operation.existing().value()));
    }
    return Outcome.applied(operation.existing());
  }

  private Optional<RemoteId> named(String name) {
    return accounts.entrySet().stream()
        .filter(e -> e.getValue().attributes().first(NAME).filter(name::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
