package io.tessera.provisioning.internal.configuration;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import io.tessera.provisioning.api.admin.CustomSchema;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the configuration makes of the built-in schemas.
 *
 * @param custom by URN
 * @param types the schema of each type of resource
 */
record ConfiguredSchemas(
    List<CustomSchema> custom, Map<ResourceType, ResourceSchema> types, AttributeIndexes indexes) {
  static final String SCHEMA = "schema";

  ConfiguredSchemas {
    custom = List.copyOf(custom);
    types = Map.copyOf(types);
  }

  /** Without any configuration. */
  static ConfiguredSchemas none() {
    return new ConfiguredSchemas(List.of(), Map.of(), AttributeIndexes.none());
  }

  static ConfiguredSchemas load(Configurations configurations) {
    List<CustomSchema> custom = new ArrayList<>();
    Map<ResourceType, List<SchemaDefinition>> extensions = new EnumMap<>(ResourceType.class);
    Map<AttributePath, ResourceType> marked = new LinkedHashMap<>();
    for (ResourceType type : ResourceType.values()) {
      extensions.put(type, BuiltInSchemas.of(type).extensions());
    }
    extensions.computeIfPresent(
        ResourceType.USER, (type, all) -> with(all, AccountsSchema.DEFINITION));
    for (Item item : configurations.items(SCHEMA)) {
      SchemaDocument schema = SchemaReader.readKept(item.document());
      custom.add(
          new CustomSchema(
              schema.definition().urn(), schema.extended(), item.document(), item.version()));
      extensions.computeIfPresent(schema.extended(), (type, all) -> with(all, schema.definition()));
      schema.indexed().forEach(path -> marked.put(path, schema.extended()));
    }
    Map<ResourceType, ResourceSchema> types = new EnumMap<>(ResourceType.class);
    extensions.forEach(
        (type, all) ->
            types.put(type, new ResourceSchema(type, BuiltInSchemas.of(type).core(), all)));
    AttributeIndexes indexes = AttributeIndexes.load(configurations, types, marked);
    types.replaceAll(
        (type, plain) ->
            new ResourceSchema(type, plain.core(), plain.extensions(), indexes.of(type)));
    return new ConfiguredSchemas(custom, types, indexes);
  }

  ResourceSchema type(ResourceType type) {
    return types.getOrDefault(type, BuiltInSchemas.of(type));
  }

  private static List<SchemaDefinition> with(List<SchemaDefinition> all, SchemaDefinition one) {
    List<SchemaDefinition> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }
}
