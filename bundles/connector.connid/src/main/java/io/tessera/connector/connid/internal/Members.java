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
import org.identityconnectors.framework.common.objects.AttributeValueCompleteness;
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

  /**
   * Only what differs is sent: directories refuse a member they have, or do not have. All is sent
   * where the members are not told: a removal that is left out would be one that did not happen.
   */
  void change(ObjectKind kind, Uid group, MemberDelta delta)
      throws TargetFailure, InterruptedException {
    String attribute = attribute();
    Set<String> add = new LinkedHashSet<>(values(delta.add()));
    Set<String> remove = new LinkedHashSet<>();
    for (Member member : delta.remove()) {
      // Who is gone has left no name to remove.
      value(member).ifPresent(remove::add);
    }
    Optional<Set<String>> present = present(kind, group, attribute);
    if (present.isPresent()) {
      add.removeAll(present.get());
      remove.retainAll(present.get());
    }
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

  /** Empty: the connector does not tell them, or not all. */
  private Optional<Set<String>> present(ObjectKind kind, Uid group, String attribute)
      throws TargetFailure, InterruptedException {
    if (!finder.canSearch()) {
      return Optional.empty();
    }
    TargetAttributes wanted = TargetAttributes.builder().put(attribute).build();
    return finder
        .byId(kind, group.getUidValue(), wanted)
        .map(f -> f.getAttributeByName(attribute))
        .filter(a -> a.getAttributeValueCompleteness() == AttributeValueCompleteness.COMPLETE)
        .map(Members::texts);
  }

  private static Set<String> texts(Attribute attribute) {
    Set<String> texts = new LinkedHashSet<>();
    if (attribute.getValue() != null) {
      attribute.getValue().forEach(v -> Values.text(v).ifPresent(texts::add));
    }
    return texts;
  }
}
