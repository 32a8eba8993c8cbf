package io.tessera.inbound.kit;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem;
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
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps resources of several domains in memory and carries out the patches that doors make. */
public final class InMemoryProvisioning implements Provisioning {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private final Map<ResourceId, Resource> kept = new LinkedHashMap<>();
  private final Map<String, String> passwords = new ConcurrentHashMap<>();

  /** What every call ends with; null for nothing. */
  public volatile @Nullable RuntimeException broken;

  public volatile @Nullable Caller lastCaller;
  public volatile Attributes lastWritten = Attributes.empty();
  public volatile Set<Include> lastIncludes = Set.of();

  @Override
  public ResourceSchema schema(ResourceType type) {
    return BuiltInSchemas.of(type);
  }

  public Optional<IdentityCredentials.Credential> credential(String domain, String name) {
    String password = passwords.get(domain + "/" + name);
    return kept.values().stream()
        .filter(r -> r.domain().equals(domain) && r.name().equals(name) && password != null)
        .map(
            r ->
                new IdentityCredentials.Credential(
                    r.id(), r.version(), r.active(), "hash:" + password))
        .findFirst();
  }

  private Resource included(Resource resource, Set<Include> include) {
    Attributes.Builder all = resource.attributes().toBuilder();
    if (include.contains(Include.GROUPS)) {
      all.put(
          "groups",
          Value.many(
              kept.values().stream()
                  .filter(g -> memberIds(g).contains(resource.id().toString()))
                  .map(g -> reference(g, "direct"))
                  .toList()));
    }
    if (include.contains(Include.MEMBERS)) {
      all.put(
          "members",
          Value.many(
              memberIds(resource).stream()
                  .map(id -> kept.get(ResourceId.of(id)))
                  .map(u -> reference(u, "User"))
                  .toList()));
    } else {
      all.remove("members");
    }
    return new Resource(
        resource.type(),
        resource.id(),
        resource.domain(),
        resource.version(),
        resource.created(),
        resource.lastModified(),
        resource.externalId(),
        all.build());
  }

  private static Value reference(Resource resource, String type) {
    return Value.complex(
        Attributes.builder()
            .put("value", resource.id().toString())
            .put("display", resource.name())
            .put("type", type)
            .build());
  }

  private static List<String> memberIds(Resource group) {
    return group.attributes().get("members").map(Value::elements).orElse(List.of()).stream()
        .flatMap(m -> complex(m).text("value").stream())
        .toList();
  }

  private void called(Caller caller, Set<Include> include) {
    lastCaller = caller;
    lastIncludes = include;
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public synchronized Resource create(
      Caller caller, ResourceType type, Attributes attributes, Set<Include> include) {
    called(caller, include);
    lastWritten = attributes;
    refuseUnknown(type, attributes);
    String key = Resource.nameAttribute(type);
    String name =
        attributes
            .text(key)
            .orElseThrow(
                () -> RejectedException.at(Kind.INVALID_VALUE, AttributePath.of(key), "required"));
    boolean taken =
        kept.values().stream()
            .anyMatch(
                r ->
                    r.type() == type
                        && r.domain().equals(caller.domain())
                        && r.name().equalsIgnoreCase(name));
    if (taken) {
      throw RejectedException.at(
          Kind.UNIQUENESS, AttributePath.of(key), "Another resource has it already.");
    }
    attributes.text("password").ifPresent(p -> passwords.put(caller.domain() + "/" + name, p));
    Resource created =
        new Resource(
            type,
            new ResourceId(UUID.randomUUID()),
            caller.domain(),
            1,
            NOW,
            NOW,
            attributes.text("externalId").orElse(null),
            stored(attributes));
    kept.put(created.id(), created);
    return created;
  }

  private void refuseUnknown(ResourceType type, Attributes attributes) {
    List<Problem> problems = new ArrayList<>();
    for (String name : attributes.names()) {
      if (schema(type).resolve(name).isEmpty() && schema(type).extension(name).isEmpty()) {
        problems.add(Problem.at(Kind.INVALID_PATH, AttributePath.of(name), "unknown"));
      }
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }

  private static Attributes stored(Attributes attributes) {
    Attributes.Builder stored = Attributes.builder();
    attributes.without("externalId").without("password").forEach(stored::put);
    return stored.build();
  }

  private Resource found(
      Caller caller, ResourceType type, ResourceId id, Precondition precondition) {
    Resource present = kept.get(id);
    if (present == null || present.type() != type || !present.domain().equals(caller.domain())) {
      throw RejectedException.of(Kind.NOT_FOUND, "There is no such resource.");
    }
    if (!precondition.allows(present.version())) {
      throw RejectedException.of(Kind.STALE, "It changed in the meantime.");
    }
    return present;
  }

  private Resource next(Resource before, @Nullable String externalId, Attributes attributes) {
    Resource after =
        new Resource(
            before.type(),
            before.id(),
            before.domain(),
            before.version() + 1,
            before.created(),
            NOW,
            externalId,
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
    called(caller, include);
    lastWritten = attributes;
    Resource before = found(caller, type, id, precondition);
    @Nullable String externalId = attributes.text("externalId").orElse(null);
    return next(before, externalId, stored(attributes));
  }

  @Override
  public synchronized Resource modify(
      Caller caller,
      ResourceType type,
      ResourceId id,
      Patch patch,
      Precondition precondition,
      Set<Include> include) {
    called(caller, include);
    Resource before = found(caller, type, id, precondition);
    Attributes after = before.attributes();
    @Nullable String externalId = before.externalId();
    for (PatchOperation operation : patch.operations()) {
      AttributePath path = operation.targetIfAny().orElseThrow().path();
      if (path.name().equals("externalId")) {
        externalId = ((Value.Text) operation.valueIfAny().orElseThrow()).value();
        continue;
      }
      if (path.name().equals("password")) {
        passwords.put(
            caller.domain() + "/" + before.name(),
            ((Value.Text) operation.valueIfAny().orElseThrow()).value());
        continue;
      }
      after = applied(type, after, operation);
    }
    return next(before, externalId, stored(after));
  }

  private Attributes applied(ResourceType type, Attributes before, PatchOperation operation) {
    AttributePath path = operation.targetIfAny().orElseThrow().path();
    Attributes home = path.extension().map(before::complex).orElse(before);
    Value present = home.get(path.name()).orElse(Value.NONE);
    Value value = operation.valueIfAny().orElse(Value.NONE);
    Value after;
    if (path.sub().isPresent() && present instanceof Value.Many) {
      after = present; // the mark of the primary value, which came with its element already
    } else if (path.sub().isPresent()) {
      Attributes old = present instanceof Value.Complex c ? c.attributes() : Attributes.empty();
      after = Value.complex(old.with(path.sub().get(), value));
    } else if (schema(type).definition(path).orElseThrow().multiValued()) {
      after = elements(type, present, operation);
    } else {
      after = value;
    }
    Attributes changed = home.with(path.name(), after);
    return path.extension().map(u -> before.with(u, Value.complex(changed))).orElse(changed);
  }

  private Value elements(ResourceType type, Value present, PatchOperation operation) {
    List<Value> all = new ArrayList<>(present.elements());
    Value value = operation.valueIfAny().orElse(Value.NONE);
    var target = operation.targetIfAny().orElseThrow();
    switch (operation.kind()) {
      case REMOVE -> {
        if (value.isNone()) {
          all.clear();
        }
        all.removeIf(e -> value.elements().stream().anyMatch(g -> describes(g, e)));
      }
      case REPLACE -> {
        all.clear();
        all.addAll(value.elements());
      }
      case ADD -> {
        FilterMatcher matcher = new FilterMatcher(schema(type));
        for (Value each : value.elements()) {
          boolean merged = false;
          for (int i = 0; i < all.size() && target.selectionIfAny().isPresent(); i++) {
            if (matcher.elementMatches(target.path(), target.selectionIfAny().get(), all.get(i))) {
              Attributes.Builder both = complex(all.get(i)).toBuilder();
              complex(each).forEach(both::put);
              all.set(i, Value.complex(both.build()));
              merged = true;
            }
          }
          if (!merged && !all.contains(each)) {
            all.add(each);
          }
        }
      }
    }
    return Value.many(all);
  }

  private static boolean describes(Value description, Value element) {
    Attributes wanted = complex(description);
    return wanted.names().stream().allMatch(n -> wanted.get(n).equals(complex(element).get(n)));
  }

  private static Attributes complex(Value value) {
    return ((Value.Complex) value).attributes();
  }

  @Override
  public synchronized void delete(
      Caller caller, ResourceType type, ResourceId id, Precondition precondition) {
    called(caller, Set.of());
    kept.remove(found(caller, type, id, precondition).id());
  }

  @Override
  public synchronized Optional<Resource> get(
      Caller caller, ResourceType type, ResourceId id, Set<Include> include) {
    called(caller, include);
    return Optional.ofNullable(kept.get(id))
        .filter(r -> r.type() == type && r.domain().equals(caller.domain()))
        .map(r -> included(r, include));
  }

  @Override
  public synchronized Page<Resource> find(
      Caller caller, ResourceType type, Query query, Set<Include> include) {
    called(caller, include);
    FilterMatcher matcher = new FilterMatcher(schema(type));
    List<Resource> all =
        kept.values().stream()
            .filter(r -> r.type() == type && r.domain().equals(caller.domain()))
            .filter(r -> query.filterIfAny().map(f -> matcher.matches(f, complete(r))).orElse(true))
            .map(r -> included(r, include))
            .toList();
    int skipped = query.paging() instanceof Query.ByIndex by ? by.startIndex() - 1 : 0;
    return new Page<>(all.stream().skip(skipped).limit(query.count()).toList(), all.size());
  }

  /** With what the store knows of a resource besides its attributes, as filters may name it. */
  private static Attributes complete(Resource resource) {
    Attributes.Builder all = resource.attributes().toBuilder();
    all.put("id", resource.id().toString());
    resource.externalIdIfAny().ifPresent(id -> all.put("externalId", id));
    Attributes meta =
        Attributes.builder()
            .put("created", resource.created().toString())
            .put("lastModified", resource.lastModified().toString())
            .build();
    return all.put("meta", Value.complex(meta)).build();
  }
}
