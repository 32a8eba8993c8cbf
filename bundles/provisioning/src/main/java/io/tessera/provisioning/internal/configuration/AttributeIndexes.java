package io.tessera.provisioning.internal.configuration;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.IndexedAttribute;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.AttributeIndex.Source;
import io.tessera.provisioning.api.admin.AttributeIndex.State;
import io.tessera.provisioning.internal.Records;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes are indexed by configuration, and how far each index is.
 *
 * <p>An item of kind {@value #WANTED} says what an operator wants; custom schemas say the rest. An
 * item of kind {@value #BUILT} says what is there: its state, and the definition its entries were
 * made by. It is changed in the transaction that changes what is wanted, so that no moment passes
 * in which an index with missing entries counts as complete.
 */
public final class AttributeIndexes {
  static final String WANTED = "indexed-attribute";
  static final String BUILT = "attribute-index";

  private static final Change.Origin INDEXING = Records.server("indexing");

  private final Map<UUID, Index> all = new LinkedHashMap<>();

  /**
   * One index.
   *
   * @param definition what the entries depend on besides the values; empty while the schema has no
   *     such attribute
   * @param built the item that tells its state; null before it is {@link #settle settled}
   * @param wanted version of the operator's wish; 0 for a schema's
   */
  public record Index(
      UUID id,
      ResourceType type,
      AttributePath path,
      Source source,
      String definition,
      @Nullable Item built,
      long wanted) {

    /** Whether the index shall be. */
    public boolean isWanted() {
      return !definition.isEmpty();
    }

    public State state() {
      if (built != null && built.document().text("definition").orElse("").equals(definition)) {
        return State.valueOf(built.document().text("state").orElse(State.BUILDING.name()));
      }
      return isWanted() ? State.BUILDING : built == null ? State.ABSENT : State.REMOVING;
    }

    /** When it was wanted or given up, in milliseconds since 1970. */
    public long since() {
      return built == null
          ? Long.MAX_VALUE
          : built.document().text("since").map(Long::parseLong).orElse(0L);
    }

    /** Which run of building or removing this is. */
    public long generation() {
      return built == null ? 0 : built.version();
    }

    private Item next(State state, long now) {
      return new Item(
          BUILT,
          id,
          name(type, path),
          built == null ? 1 : built.version() + 1,
          Attributes.builder()
              .put("resourceType", type.name())
              .put("attribute", path.toString())
              .put("definition", definition)
              .put("state", state.name())
              .put("since", Long.toString(now))
              .build());
    }
  }

  static AttributeIndexes none() {
    return new AttributeIndexes();
  }

  /**
   * @param schemas without what is indexed
   * @param marked what custom schemas mark
   */
  static AttributeIndexes load(
      Configurations configurations,
      Map<ResourceType, ResourceSchema> schemas,
      Map<AttributePath, ResourceType> marked) {
    AttributeIndexes indexes = new AttributeIndexes();
    Map<UUID, Item> built = new LinkedHashMap<>();
    configurations.items(BUILT).forEach(item -> built.put(item.id(), item));
    for (Item item : configurations.items(WANTED)) {
      indexes.add(schemas, built, type(item), path(item), Source.OPERATOR, item.version());
    }
    marked.forEach((path, type) -> indexes.add(schemas, built, type, path, Source.SCHEMA, 0));
    for (Item item : built.values()) {
      indexes.all.computeIfAbsent(
          item.id(), id -> new Index(id, type(item), path(item), Source.OPERATOR, "", item, 0));
    }
    return indexes;
  }

  private void add(
      Map<ResourceType, ResourceSchema> schemas,
      Map<UUID, Item> built,
      ResourceType type,
      AttributePath path,
      Source source,
      long wanted) {
    UUID id = id(type, path);
    Optional<AttributeDefinition> definition =
        Optional.ofNullable(schemas.get(type))
            .flatMap(s -> s.resolve(path.toString()).flatMap(s::definition));
    boolean several =
        Optional.ofNullable(schemas.get(type))
            .flatMap(s -> s.definition(path.whole()))
            .filter(AttributeDefinition::multiValued)
            .isPresent();
    String kind =
        definition
            .filter(d -> !d.isComplex())
            .map(d -> d.type() + (d.caseExact() ? "/exact" : "") + (several ? "/several" : ""))
            .orElse("");
    all.put(id, new Index(id, type, path, source, kind, built.get(id), wanted));
  }

  public List<Index> all() {
    return List.copyOf(all.values());
  }

  public Optional<Index> find(UUID id) {
    return Optional.ofNullable(all.get(id));
  }

  /** What the schema of a type has indexed. */
  List<IndexedAttribute> of(ResourceType type) {
    return all.values().stream()
        .filter(i -> i.type() == type && i.isWanted())
        .map(i -> new IndexedAttribute(i.path(), i.state() == State.READY))
        .toList();
  }

  /** Has indexes begun that are wanted and not there, and ended that are there and not wanted. */
  void settle(Configurations configurations, long now, Change.Origin origin) {
    for (Index index : all.values()) {
      State state = index.state();
      boolean told =
          index.built() != null
              && index.built().document().text("state").orElse("").equals(state.name())
              && index.built().document().text("definition").orElse("").equals(index.definition());
      if (!told && state != State.ABSENT) {
        configurations.put(index.next(state, now), origin);
      }
    }
  }

  /** Says that an index is complete. */
  public static void ready(Configurations configurations, Index index, long now) {
    configurations.put(index.next(State.READY, now), INDEXING);
  }

  /** Forgets an index whose entries are gone. */
  public static void removed(Configurations configurations, Index index) {
    if (index.built() != null) {
      configurations.remove(BUILT, index.id(), index.built().version(), INDEXING);
    }
  }

  static Item wanted(ResourceType type, AttributePath path) {
    return new Item(
        WANTED,
        id(type, path),
        name(type, path),
        1,
        Attributes.builder()
            .put("resourceType", type.name())
            .put("attribute", path.toString())
            .build());
  }

  static UUID id(ResourceType type, AttributePath path) {
    return UUID.nameUUIDFromBytes(name(type, path).getBytes(StandardCharsets.UTF_8));
  }

  private static String name(ResourceType type, AttributePath path) {
    return type.scimName() + "/" + path;
  }

  private static ResourceType type(Item item) {
    return ResourceType.valueOf(
        item.document().text("resourceType").orElse(ResourceType.USER.name()));
  }

  /** As it was spelled when it was configured: the schema may not have it any more. */
  private static AttributePath path(Item item) {
    String written = item.document().text("attribute").orElse("");
    int colon = written.lastIndexOf(':');
    String own = written.substring(colon + 1);
    int dot = own.indexOf('.');
    String name = dot < 0 ? own : own.substring(0, dot);
    return new AttributePath(
        colon < 0 ? null : written.substring(0, colon),
        name,
        dot < 0 ? null : own.substring(dot + 1));
  }
}
