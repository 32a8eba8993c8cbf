package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.UNIQUENESS;

import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.AttributeIndex;
import io.tessera.provisioning.api.admin.AttributeIndex.Source;
import io.tessera.provisioning.api.admin.AttributeIndex.State;
import io.tessera.provisioning.api.admin.IndexedAttributes;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.AttributeIndexes.Index;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of indexed attributes. */
@Component(service = IndexedAttributes.class)
public final class IndexAdministration implements IndexedAttributes {
  private static final int MOST = 50;

  /** What the store always has an index of. */
  private static final Set<String> ALWAYS =
      Set.of(
          "id",
          "externalId",
          "userName",
          "displayName",
          "active",
          "name.familyName",
          "name.givenName",
          "meta.created",
          "meta.lastModified",
          "members.value",
          "groups.value",
          BuiltInSchemas.ENTERPRISE_URN + ":employeeNumber");

  /** What does not lie in the document that is indexed. */
  private static final Set<String> APART = Set.of("id", "externalId", "meta", "members", "groups");

  private final Store store;
  private final LiveConfiguration configuration;
  private final ConfigurationWrites writes;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public IndexAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration) {
    this.store = store;
    this.configuration = configuration;
    this.writes = new ConfigurationWrites(store, configuration);
  }

  @Override
  public List<AttributeIndex> list() {
    return store.read(
        tx -> configuration.in(tx).indexes().all().stream().map(i -> view(tx, i)).toList());
  }

  @Override
  public Optional<AttributeIndex> get(UUID id) {
    return store.read(tx -> configuration.in(tx).indexes().find(id).map(i -> view(tx, i)));
  }

  private static AttributeIndex view(Transaction tx, Index index) {
    State state = index.state();
    long total = tx.resources().estimate(index.type());
    long done =
        state == State.BUILDING
            ? tx.bookmarks()
                .find(index.id())
                .filter(b -> b.generation() == index.generation())
                .map(b -> b.done())
                .orElse(0L)
            : state == State.READY ? total : 0;
    return new AttributeIndex(
        index.id(),
        index.type(),
        index.path(),
        index.source(),
        state,
        done,
        Math.max(total, done),
        Math.max(1, index.wanted()));
  }

  @Override
  public AttributeIndex create(Caller caller, ResourceType type, String attribute) {
    Snapshot snapshot = configuration.refresh();
    AttributePath path = indexable(snapshot.schema(type), attribute);
    UUID id = AttributeIndexes.id(type, path);
    List<Index> wanted = snapshot.indexes().all().stream().filter(Index::isWanted).toList();
    if (wanted.stream().anyMatch(i -> i.id().equals(id))) {
      throw RejectedException.at(
          UNIQUENESS, AttributePath.of("attribute"), "attribute: it is indexed already.");
    }
    if (wanted.size() >= MOST) {
      throw RejectedException.of(
          CONFLICT, "There are " + MOST + " already; each costs every write. Give one up.");
    }
    write(caller, c -> c.put(AttributeIndexes.wanted(type, path), Records.origin(caller)));
    return get(id).orElseThrow();
  }

  private static AttributePath indexable(ResourceSchema schema, String attribute) {
    AttributePath written =
        schema
            .resolve(attribute)
            .orElseThrow(
                () ->
                    ConfigurationWrites.invalid(
                        "attribute",
                        "no schema of "
                            + schema.type().scimName()
                            + " has \""
                            + attribute
                            + "\"."));
    AttributePath path =
        schema
            .definition(written)
            .filter(d -> d.isComplex() && d.sub("value").isPresent())
            .map(d -> written.withSub("value"))
            .orElse(written);
    if (ALWAYS.contains(path.toString())) {
      throw ConfigurationWrites.invalid("attribute", path + " is always indexed.");
    }
    AttributeDefinition definition = schema.definition(path).orElseThrow();
    boolean apart =
        path.extension()
            .map(AccountsSchema.URN::equals)
            .orElseGet(() -> APART.contains(path.name()));
    if (apart || definition.returned() == Returned.NEVER) {
      throw ConfigurationWrites.invalid("attribute", path + " cannot be indexed.");
    }
    if (definition.isComplex()) {
      throw ConfigurationWrites.invalid("attribute", path + " is complex; name the sub-attribute.");
    }
    return path;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    Index present =
        configuration
            .refresh()
            .indexes()
            .find(id)
            .orElseThrow(() -> ConfigurationWrites.notFound("indexed attribute"));
    if (present.source() == Source.SCHEMA) {
      throw RejectedException.of(
          CONFLICT, "A custom schema wants it; take \"indexed\" away from the attribute there.");
    }
    if (present.wanted() == 0) {
      throw RejectedException.of(CONFLICT, "It is being removed already.");
    }
    ConfigurationWrites.requireVersion(present.wanted(), expectedVersion);
    write(
        caller,
        c -> c.remove(AttributeIndexes.WANTED, id, expectedVersion, Records.origin(caller)));
  }

  private void write(Caller caller, Consumer<Configurations> work) {
    writes.write(
        caller,
        tx -> {
          work.accept(tx.configurations());
          ConfiguredSchemas.load(tx.configurations())
              .indexes()
              .settle(tx.configurations(), clock.millis(), Records.origin(caller));
        });
  }
}
