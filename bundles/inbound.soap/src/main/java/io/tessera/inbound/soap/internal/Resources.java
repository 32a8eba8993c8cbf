package io.tessera.inbound.soap.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.patch.PatchTarget;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reading and changing resources in the ways SOAP services do it. */
public final class Resources {
  private static final int TRIES = 5;
  private static final AttributePath MEMBERS = AttributePath.of("members");

  private final Provisioning provisioning;

  public Resources(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  /** The one resource whose attribute has this value. */
  public Optional<Resource> by(
      String attribute, String value, Caller caller, ResourceType type, Set<Include> include) {
    Filter filter =
        new Filter.Compare(AttributePath.of(attribute), Filter.Operator.EQ, Value.text(value));
    return provisioning.find(caller, type, new Query(filter, null, 1, 1), include).items().stream()
        .findFirst();
  }

  /** All that is known of a resource, under the names the schema has for it. */
  public static Attributes complete(Resource resource) {
    Attributes.Builder all = resource.attributes().toBuilder();
    all.put("id", resource.id().toString());
    resource.externalIdIfAny().ifPresent(id -> all.put("externalId", id));
    all.put(
        "meta",
        Value.complex(
            Attributes.builder()
                .put("created", resource.created().toString())
                .put("lastModified", resource.lastModified().toString())
                .build()));
    return all.build();
  }

  /**
   * Reads a resource, changes what it tells, and writes the difference; again when somebody else
   * changed it in between.
   *
   * @param edit of {@linkplain #complete all attributes}
   * @return the resource as it is now
   */
  public Resource change(Caller caller, Resource present, UnaryOperator<Attributes> edit) {
    Resource now = present;
    for (int tries = 1; ; tries++) {
      Attributes before = complete(now);
      Patch patch = Difference.between(before, edit.apply(before));
      if (patch.operations().isEmpty()) {
        return now;
      }
      try {
        return provisioning.modify(
            caller, now.type(), now.id(), patch, Precondition.version(now.version()), Set.of());
      } catch (RejectedException refused) {
        if (refused.first().kind() != Kind.STALE || tries == TRIES) {
          throw refused;
        }
        now =
            provisioning
                .get(caller, now.type(), now.id(), Set.of())
                .orElseThrow(() -> RejectedException.of(Kind.NOT_FOUND, "It is gone."));
      }
    }
  }

  /** Brings members into a group and takes others out, in one change. */
  public Resource changeMembers(
      Caller caller, ResourceId group, List<ResourceId> joining, List<ResourceId> leaving) {
    List<PatchOperation> steps = new ArrayList<>();
    PatchTarget members = new PatchTarget(MEMBERS, null);
    if (!leaving.isEmpty()) {
      steps.add(new PatchOperation(PatchOperation.Kind.REMOVE, members, references(leaving)));
    }
    if (!joining.isEmpty()) {
      steps.add(new PatchOperation(PatchOperation.Kind.ADD, members, references(joining)));
    }
    return provisioning.modify(
        caller, ResourceType.GROUP, group, new Patch(steps), Precondition.NONE, Set.of());
  }

  /** As the attribute {@code members} has them. */
  public static Value references(List<ResourceId> ids) {
    return Value.many(
        ids.stream()
            .map(id -> Value.complex(Attributes.builder().put("value", id.toString()).build()))
            .toList());
  }
}
