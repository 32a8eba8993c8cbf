package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.OperationalAttributes;
import org.identityconnectors.framework.common.objects.Uid;

/** Creates, changes, removes and reads objects. */
final class Accounts {
  private static final OperationOptions NO_OPTIONS = new OperationOptionsBuilder().build();

  private final Facade facade;
  private final ObjectKinds kinds;
  private final Finder finder;
  private final Members members;

  Accounts(Facade facade, ObjectKinds kinds, Finder finder, Members members) {
    this.facade = facade;
    this.kinds = kinds;
    this.finder = finder;
    this.members = members;
  }

  Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    ObjectKind kind = kinds.of(operation.type());
    String name =
        ObjectKind.name(operation.attributes())
            .orElseThrow(
                () -> TargetFailure.of(FailureKind.INVALID, Name.NAME + " has no value; map one."));
    Set<Attribute> wanted = wanted(kind, operation);
    if (!operation.members().add().isEmpty()) {
      wanted.add(
          AttributeBuilder.build(members.attribute(), members.values(operation.members().add())));
    }
    // What is to be emptied is so in what is new.
    wanted.removeIf(a -> a.getValue() == null || a.getValue().isEmpty());
    try {
      Uid uid = facade.call(c -> c.create(kind.objectClass(), wanted, NO_OPTIONS));
      return Outcome.applied(new RemoteId(uid.getUidValue()));
    } catch (TargetFailure failure) {
      throw understood(failure, kind, name);
    }
  }

  /** Many connectors do not say that it exists; some say that its place does not. */
  private TargetFailure understood(TargetFailure failure, ObjectKind kind, String name)
      throws TargetFailure, InterruptedException {
    if (failure.is(FailureKind.GONE)) {
      return TargetFailure.of(
          FailureKind.INVALID, "There is no place for the name. " + failure.failed().detail());
    }
    boolean exists =
        failure.isVague()
            && finder.canSearch()
            && !finder.byName(kind, name, TargetAttributes.none()).isEmpty();
    return exists
        ? TargetFailure.of(FailureKind.CONFLICT, "There is one of this name already.")
        : failure;
  }

  Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    ObjectKind kind = kinds.of(operation.type());
    RemoteId id = operation.existing();
    Set<Attribute> wanted = wanted(kind, operation);
    if (finder.canSearch()) {
      ConnectorObject present =
          finder.byId(kind, id.value(), TargetAttributes.none()).orElseThrow(Accounts::gone);
      // Directories refuse to rename something to what it is called.
      wanted.removeIf(a -> a.is(Name.NAME) && isNamed(present, a));
    }
    try {
      Uid uid = new Uid(id.value());
      if (!wanted.isEmpty()) {
        uid =
            facade.call(c -> c.update(kind.objectClass(), new Uid(id.value()), wanted, NO_OPTIONS));
      }
      if (!operation.members().isEmpty()) {
        members.change(kind, uid, operation.members());
      }
      return Outcome.applied(new RemoteId(uid.getUidValue()));
    } catch (TargetFailure failure) {
      throw failure.isVague() && isAbsent(kind, id.value()) ? gone() : failure;
    }
  }

  private static boolean isNamed(ConnectorObject object, Attribute name) {
    WrittenName present = new WrittenName(object.getName().getNameValue());
    return name.getValue().stream().allMatch(n -> present.isSame(String.valueOf(n)));
  }

  private static TargetFailure gone() {
    return TargetFailure.of(FailureKind.GONE, "There is none with this id any more.");
  }

  Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    ObjectKind kind = kinds.of(operation.type());
    RemoteId id = operation.existing();
    try {
      facade.call(
          c -> {
            c.delete(kind.objectClass(), new Uid(id.value()), NO_OPTIONS);
            return id;
          });
    } catch (TargetFailure failure) {
      boolean gone =
          failure.is(FailureKind.GONE) || (failure.isVague() && isAbsent(kind, id.value()));
      if (!gone) {
        throw failure;
      }
    }
    return Outcome.applied(id);
  }

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    ObjectKind kind = kinds.of(lookup.type());
    if (lookup.remoteIdIfKnown().isPresent()) {
      return finder
          .byId(kind, lookup.remoteIdIfKnown().get().value(), lookup.attributes())
          .map(o -> found(kind, o))
          .orElseGet(Reading.Absent::new);
    }
    Optional<String> name = ObjectKind.name(lookup.attributes());
    if (name.isEmpty()) {
      return new Reading.Absent();
    }
    List<ConnectorObject> all = finder.byName(kind, name.get(), lookup.attributes());
    if (all.size() > 1) {
      throw TargetFailure.of(FailureKind.INVALID, "Several are of this name.");
    }
    return all.isEmpty() ? new Reading.Absent() : found(kind, all.get(0));
  }

  private static Reading found(ObjectKind kind, ConnectorObject object) {
    return new Reading.Found(new RemoteId(object.getUid().getUidValue()), kind.texts(object));
  }

  private boolean isAbsent(ObjectKind kind, String id) throws TargetFailure, InterruptedException {
    return finder.canSearch() && finder.byId(kind, id, TargetAttributes.none()).isEmpty();
  }

  private static Set<Attribute> wanted(ObjectKind kind, Operation operation) throws TargetFailure {
    Set<Attribute> wanted = new HashSet<>();
    for (String name : operation.attributes().names()) {
      if (!name.equals(Uid.NAME)) {
        wanted.add(kind.attribute(name, operation.attributes().all(name)));
      }
    }
    if (operation.activityIfAny().isPresent()) {
      Activity activity = operation.activityIfAny().get();
      if (kind.knowsActivity()) {
        wanted.add(AttributeBuilder.buildEnabled(activity == Activity.ENABLED));
      } else if (activity == Activity.DISABLED) {
        throw TargetFailure.of(
            FailureKind.INVALID,
            "The connector has no "
                + OperationalAttributes.ENABLE_NAME
                + ": accounts cannot be disabled here.");
      }
    }
    return wanted;
  }
}
