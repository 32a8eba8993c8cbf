package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.UNIQUENESS;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.CustomSchema;
import io.tessera.provisioning.api.admin.CustomSchemas;
import io.tessera.provisioning.internal.Records;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of custom schemas. */
@Component(service = CustomSchemas.class)
public final class SchemaAdministration implements CustomSchemas {
  /** The RFC's own: schemas of messages and of the core, which nobody extends a user with. */
  private static final List<String> RESERVED =
      List.of("urn:ietf:params:scim:api:", "urn:ietf:params:scim:schemas:core:");

  private final LiveConfiguration configuration;
  private final ConfigurationWrites writes;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public SchemaAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration) {
    this.configuration = configuration;
    this.writes = new ConfigurationWrites(store, configuration);
  }

  @Override
  public List<CustomSchema> list() {
    return configuration.refresh().customSchemas();
  }

  @Override
  public Optional<CustomSchema> get(String urn) {
    return list().stream().filter(s -> s.urn().equalsIgnoreCase(urn)).findFirst();
  }

  @Override
  public CustomSchema create(Caller caller, Attributes document) {
    SchemaDocument schema = SchemaReader.read(document);
    refuseClash(schema.definition().urn());
    return put(caller, schema, 1);
  }

  @Override
  public CustomSchema replace(
      Caller caller, String urn, long expectedVersion, Attributes document) {
    CustomSchema present = existing(urn, expectedVersion);
    SchemaDocument schema = SchemaReader.read(document);
    if (!schema.definition().urn().equals(present.urn())) {
      throw ConfigurationWrites.invalid("id", "it cannot change; create another schema.");
    }
    if (schema.extended() != present.extended()) {
      throw ConfigurationWrites.invalid("extends", "it cannot change; create another schema.");
    }
    return put(caller, schema, expectedVersion + 1);
  }

  private CustomSchema put(Caller caller, SchemaDocument schema, long version) {
    String urn = schema.definition().urn();
    Attributes document = schema.write();
    Item item = new Item(ConfiguredSchemas.SCHEMA, id(urn), urn, version, document);
    write(c -> c.put(item, Records.origin(caller)), caller);
    return new CustomSchema(urn, schema.extended(), document, version);
  }

  @Override
  public void delete(Caller caller, String urn, long expectedVersion) {
    CustomSchema present = existing(urn, expectedVersion);
    write(
        c ->
            c.remove(
                ConfiguredSchemas.SCHEMA,
                id(present.urn()),
                expectedVersion,
                Records.origin(caller)),
        caller);
  }

  private void write(java.util.function.Consumer<Configurations> work, Caller caller) {
    writes.write(
        caller,
        tx -> {
          Configurations configurations = tx.configurations();
          work.accept(configurations);
          ConfiguredSchemas.load(configurations)
              .indexes()
              .settle(configurations, clock.millis(), Records.origin(caller));
        });
  }

  /** A path is understood by the URN it begins with; no URN may begin with another. */
  private void refuseClash(String urn) {
    String folded = urn.toLowerCase(Locale.ROOT);
    if (RESERVED.stream().anyMatch(folded::startsWith)) {
      throw RejectedException.at(
          INVALID_VALUE,
          AttributePath.of("id"),
          "id: it belongs to the SCIM standard; take a URN of your own.");
    }
    Snapshot present = configuration.refresh();
    Stream.of(ResourceType.values())
        .flatMap(type -> present.schema(type).urns())
        .filter(other -> clash(folded, other.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            other -> {
              throw RejectedException.at(
                  UNIQUENESS,
                  AttributePath.of("id"),
                  "id: there is the schema " + other + "; no URN may equal or begin another.");
            });
  }

  private static boolean clash(String one, String other) {
    return one.equals(other) || one.startsWith(other + ":") || other.startsWith(one + ":");
  }

  private CustomSchema existing(String urn, long expectedVersion) {
    CustomSchema present = get(urn).orElseThrow(() -> ConfigurationWrites.notFound("schema"));
    ConfigurationWrites.requireVersion(present.version(), expectedVersion);
    return present;
  }

  private static UUID id(String urn) {
    return UUID.nameUUIDFromBytes(urn.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }
}
