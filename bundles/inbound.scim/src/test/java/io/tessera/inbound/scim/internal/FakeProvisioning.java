package io.tessera.inbound.scim.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keeps resources in memory and understands just enough to see what a door hands over. */
final class FakeProvisioning implements Provisioning {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private final Map<ResourceId, Resource> kept = new LinkedHashMap<>();
  volatile RuntimeException broken;
  volatile Caller lastCaller;
  volatile Patch lastPatch;
  volatile Set<Include> lastIncludes = Set.of();

  @Override
  public ResourceSchema schema(ResourceType type) {
    return BuiltInSchemas.of(type);
  }

  private void called(Caller caller) {
    lastCaller = caller;
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public synchronized Resource create(
      Caller caller, ResourceType type, Attributes attributes, Set<Include> include) {
    called(caller);
    lastIncludes = include;
    String key = Resource.nameAttribute(type);
    String name =
        attributes
            .text(key)
            .orElseThrow(
                () ->
                    RejectedException.at(
                        Kind.INVALID_VALUE, AttributePath.of(key), "It must have a value."));
    if (kept.values().stream().anyMatch(r -> r.type() == type && r.name().equals(name))) {
      throw RejectedException.at(
          Kind.UNIQUENESS, AttributePath.of(key), "Another resource has it already.");
    }
    Resource created =
        new Resource(
            type,
            new ResourceId(UUID.randomUUID()),
            "PRIMARY",
            1,
            NOW,
            NOW,
            attributes.text("externalId").orElse(null),
            stored(attributes));
    kept.put(created.id(), created);
    return created;
  }

  private static Attributes stored(Attributes attributes) {
    return attributes.without("externalId").without("password");
  }

  private Resource found(ResourceType type, ResourceId id, Precondition precondition) {
    Resource present = kept.get(id);
    if (present == null || present.type() != type) {
      throw RejectedException.of(Kind.NOT_FOUND, "There is no such resource.");
    }
    if (!precondition.allows(present.version())) {
      throw RejectedException.of(Kind.STALE, "It changed in the meantime.");
    }
    return present;
  }

  private Resource next(Resource before, Attributes attributes) {
    Resource after =
        new Resource(
            before.type(),
            before.id(),
            before.domain(),
            before.version() + 1,
            before.created(),
            NOW,
            before.externalId(),
            attributes);
    kept.put(after.id(), after);
    return after;
  }

  @Override
  public synchronized Resource replace(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Attributes attributes,
      Precondition precondition,
      Set<Include> include) {
    called(caller);
    return next(found(type, id, precondition), stored(attributes));
  }

  @Override
  public synchronized Resource modify(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Patch patch,
      Precondition precondition,
      Set<Include> include) {
    called(caller);
    lastPatch = patch;
    Resource before = found(type, id, precondition);
    Attributes.Builder after = before.attributes().toBuilder();
    for (PatchOperation operation : patch.operations()) {
      String name = operation.targetIfAny().orElseThrow().path().name();
      after.put(name, operation.valueIfAny().orElse(Value.NONE));
    }
    return next(before, after.build());
  }

  @Override
  public synchronized void delete(
      Caller caller, ResourceType type, ResourceId id, Precondition precondition) {
    called(caller);
    kept.remove(found(type, id, precondition).id());
  }

  @Override
  public synchronized Optional<Resource> get(
      Caller caller, ResourceType type, ResourceId id, Set<Include> include) {
    called(caller);
    lastIncludes = include;
    return Optional.ofNullable(kept.get(id)).filter(r -> r.type() == type);
  }

  @Override
  public synchronized Page<Resource> find(
      Caller caller, ResourceType type, Query query, Set<Include> include) {
    called(caller);
    lastIncludes = include;
    FilterMatcher matcher = new FilterMatcher(schema(type));
    List<Resource> all =
        kept.values().stream()
            .filter(r -> r.type() == type)
            .filter(
                r -> query.filterIfAny().map(f -> matcher.matches(f, r.attributes())).orElse(true))
            .toList();
    int skipped = query.paging() instanceof Query.ByIndex by ? by.startIndex() - 1 : 0;
    return new Page<>(all.stream().skip(skipped).limit(query.count()).toList(), all.size());
  }
}
