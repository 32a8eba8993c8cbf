package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.AttributeDeltaBuilder;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.Uid;

/** The members of groups, as values of an attribute. */
final class Members {
  private final Facade facade;
  private final ObjectKinds kinds;
  private final Finder finder;
  private final HostSettings settings;

  Members(Facade facade, ObjectKinds kinds, Finder finder, HostSettings settings) {
    this.facade = facade;
    this.kinds = kinds;
    this.finder = finder;
    this.settings = settings;
  }

  String attribute() throws TargetFailure {
    return settings
        .memberAttribute()
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION,
                    "Members are not kept here; set " + HostSettings.MEMBER_ATTRIBUTE + "."));
  }

  /**
   * What stands for members that must be there.
   *
   * @throws TargetFailure INVALID: one is not
   */
  List<String> values(List<Member> wanted) throws TargetFailure, InterruptedException {
    List<String> values = new ArrayList<>();
    for (Member member : wanted) {
      values.add(
          value(member)
              .orElseThrow(
                  () ->
                      TargetFailure.of(
                          FailureKind.INVALID,
                          "The member " + member.id() + " does not exist in the target.")));
    }
    return values;
  }

  private Optional<String> value(Member member) throws TargetFailure, InterruptedException {
    String id = member.id().value();
    if (!finder.canSearch()) {
      return Optional.of(id);
    }
    Optional<ConnectorObject> found =
        finder.byId(kinds.of(member.type()), id, new OperationOptionsBuilder().build());
    return found.map(f -> settings.membersByName() ? f.getName().getNameValue() : id);
  }

  /** Only what differs is sent: directories refuse a member they have, or do not have. */
  void change(ObjectKind kind, Uid group, MemberDelta delta)
      throws TargetFailure, InterruptedException {
    String attribute = attribute();
    Set<String> add = new LinkedHashSet<>(values(delta.add()));
    Set<String> remove = new LinkedHashSet<>();
    for (Member member : delta.remove()) {
      // Who is gone has left no name to remove.
      value(member).ifPresent(remove::add);
    }
    Set<String> present = present(kind, group, attribute);
    add.removeAll(present);
    remove.retainAll(present);
    remove.removeAll(add);
    if (add.isEmpty() && remove.isEmpty()) {
      return;
    }
    AttributeDeltaBuilder change = new AttributeDeltaBuilder().setName(attribute);
    if (!add.isEmpty()) {
      change.addValueToAdd(add);
    }
    if (!remove.isEmpty()) {
      change.addValueToRemove(remove);
    }
    Set<AttributeDelta> changes = Set.of(change.build());
    facade.call(
        c ->
            c.updateDelta(
                kind.objectClass(), group, changes, new OperationOptionsBuilder().build()));
  }

  private Set<String> present(ObjectKind kind, Uid group, String attribute)
      throws TargetFailure, InterruptedException {
    TargetAttributes wanted = TargetAttributes.builder().put(attribute).build();
    Set<String> present = new LinkedHashSet<>();
    Optional<ConnectorObject> found =
        finder.canSearch() ? finder.byId(kind, group.getUidValue(), wanted) : Optional.empty();
    Optional<Attribute> all = found.map(f -> f.getAttributeByName(attribute));
    if (all.isPresent() && all.get().getValue() != null) {
      all.get().getValue().forEach(v -> Values.text(v).ifPresent(present::add));
    }
    return present;
  }
}
