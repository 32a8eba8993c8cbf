package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.AttributeIndex;
import io.tessera.provisioning.api.admin.CustomSchema;
import io.tessera.provisioning.api.admin.CustomSchemas;
import io.tessera.provisioning.api.admin.IndexedAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Schemas and indexes in memory; takes any document that has an id. */
final class FakeSchemas implements CustomSchemas {
  private final Map<String, CustomSchema> all = new LinkedHashMap<>();
  private final Map<UUID, AttributeIndex> indexes = new LinkedHashMap<>();

  void clear() {
    all.clear();
    indexes.clear();
  }

  @Override
  public List<CustomSchema> list() {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<CustomSchema> get(String urn) {
    return Optional.ofNullable(all.get(urn));
  }

  @Override
  public CustomSchema create(Caller caller, Attributes document) {
    return put(document, 1);
  }

  @Override
  public CustomSchema replace(
      Caller caller, String urn, long expectedVersion, Attributes document) {
    return put(document, expectedVersion + 1);
  }

  private CustomSchema put(Attributes document, long version) {
    String urn =
        document
            .text("id")
            .orElseThrow(
                () ->
                    RejectedException.at(
                        Problem.Kind.INVALID_VALUE, AttributePath.of("id"), "id: a URN."));
    CustomSchema made = new CustomSchema(urn, ResourceType.USER, document, version);
    all.put(urn, made);
    return made;
  }

  @Override
  public void delete(Caller caller, String urn, long expectedVersion) {
    all.remove(urn);
  }

  IndexedAttributes indexes() {
    return new Indexes();
  }

  private final class Indexes implements IndexedAttributes {
    @Override
    public List<AttributeIndex> list() {
      return List.copyOf(indexes.values());
    }

    @Override
    public Optional<AttributeIndex> get(UUID id) {
      return Optional.ofNullable(indexes.get(id));
    }

    @Override
    public AttributeIndex create(Caller caller, ResourceType type, String attribute) {
      AttributeIndex made =
          new AttributeIndex(
              UUID.randomUUID(),
              type,
              AttributePath.of(attribute),
              AttributeIndex.Source.OPERATOR,
              AttributeIndex.State.BUILDING,
              0,
              7,
              1);
      indexes.put(made.id(), made);
      return made;
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedVersion) {
      indexes.remove(id);
    }
  }
}
