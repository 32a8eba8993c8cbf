package io.tessera.provisioning.internal.write;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.patch.Patch;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.passthrough.Payload;
import io.tessera.store.spi.PassedResources.PassedResource;
import io.tessera.store.spi.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What users and groups are that are at targets only: on its way, or read where it is. */
final class PassedReading {
  private final Store store;
  private final LiveConfiguration configuration;
  private final PassedAccounts accounts;

  PassedReading(Store store, LiveConfiguration configuration, PassedAccounts accounts) {
    this.store = store;
    this.configuration = configuration;
    this.accounts = accounts;
  }

  private Optional<Payload> onItsWay(PassedResource seen) {
    return store.<Optional<Payload>>read(tx -> accounts.onItsWay(tx, seen.id()));
  }

  /** Members come and go without anybody knowing what else the group is. */
  Payload present(PassedResource seen, Patch patch) {
    boolean members = isOfMembersOnly(seen.type(), patch);
    Optional<Payload> onItsWay =
        onItsWay(seen).filter(payload -> members || !payload.state().isEmpty());
    if (onItsWay.isPresent()) {
      return onItsWay.get();
    }
    return members ? Payload.nothing() : Payload.read(accounts.read(seen, configuration.held()));
  }

  private static boolean isOfMembersOnly(ResourceType type, Patch patch) {
    return type == ResourceType.GROUP
        && patch.operations().stream()
            .allMatch(
                step ->
                    step.targetIfAny()
                        .filter(t -> t.path().extension().isEmpty())
                        .filter(t -> t.path().name().equals("members"))
                        .isPresent());
  }

  /** What an account is that is not deleted with its user matters still, if it can be read. */
  Payload lastWords(PassedResource seen) {
    return onItsWay(seen)
        .orElseGet(
            () ->
                seen.type() == ResourceType.USER
                        && accounts.areKeptAfterDeletion(seen, configuration.held())
                    ? readIfPossible(seen).map(Payload::read).orElseGet(Payload::nothing)
                    : Payload.nothing());
  }

  private Optional<Attributes> readIfPossible(PassedResource seen) {
    try {
      return Optional.of(accounts.read(seen, configuration.held()));
    } catch (RejectedException | TargetUnavailableException notNow) {
      return Optional.empty();
    }
  }

  /**
   * @throws RejectedException NOT_FOUND when it has gone; NOT_SUPPORTED when no target can be read
   * @throws TargetUnavailableException the target cannot be asked now
   */
  Resource resource(PassedResource seen) {
    Optional<Payload> onItsWay = onItsWay(seen).filter(payload -> !payload.state().isEmpty());
    return resource(
        seen,
        onItsWay.map(Payload::state).orElseGet(() -> accounts.read(seen, configuration.held())),
        null);
  }

  /**
   * As {@link #resource(PassedResource)}, with nothing but its id when it cannot be read at all.
   */
  Resource listed(PassedResource seen) {
    try {
      return resource(seen);
    } catch (RejectedException unreadable) {
      if (isUnreadable(unreadable)) {
        return resource(seen, Attributes.empty(), null);
      }
      throw unreadable;
    }
  }

  private static boolean isUnreadable(RejectedException refused) {
    Problem.Kind kind = refused.first().kind();
    return kind == Problem.Kind.NOT_FOUND || kind == Problem.Kind.NOT_SUPPORTED;
  }

  /** Empty when it has gone. */
  Optional<Resource> found(PassedResource seen) {
    try {
      return Optional.of(resource(seen));
    } catch (RejectedException refused) {
      if (refused.first().kind() == Problem.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** What was changed, for the answer; the change is made, whether it can be read or not. */
  Resource changed(PassedResource made, Attributes state) {
    Attributes known = state.isEmpty() ? readIfPossible(made).orElseGet(Attributes::empty) : state;
    return resource(made, known, null);
  }

  static Resource resource(
      PassedResource passed, Attributes attributes, @Nullable String externalId) {
    return new Resource(
        passed.type(),
        passed.id(),
        passed.domain(),
        passed.version(),
        passed.created(),
        passed.lastModified(),
        externalId,
        attributes);
  }
}
