package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the directory's subschema entry (RFC 4512 section 4.2) says of attributes. */
final class DirectorySchema {
  private static final String SYNTAXES = "1.3.6.1.4.1.1466.115.121.1.";
  private static final Map<String, TargetAttribute.Type> TYPES =
      Map.of(
          SYNTAXES + "5", TargetAttribute.Type.BINARY,
          SYNTAXES + "7", TargetAttribute.Type.BOOLEAN,
          SYNTAXES + "8", TargetAttribute.Type.BINARY,
          SYNTAXES + "12", TargetAttribute.Type.REFERENCE,
          SYNTAXES + "24", TargetAttribute.Type.DATE,
          SYNTAXES + "27", TargetAttribute.Type.NUMBER,
          SYNTAXES + "28", TargetAttribute.Type.BINARY);

  private final Directory directory;
  private final Finder finder;
  private final Layout layout;
  private final Dialect dialect;

  DirectorySchema(Directory directory, Finder finder, Layout layout, Dialect dialect) {
    this.directory = directory;
    this.finder = finder;
    this.layout = layout;
    this.dialect = dialect;
  }

  Description describe(ObjectType type) throws TargetFailure, InterruptedException {
    Kind kind = finder.kind(type);
    Schema schema = directory.ask("read the schema", c -> c.getSchema(kind.base().toString()));
    if (schema == null || schema.getAttributeTypes().isEmpty()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, "The schema is not readable; grant the right to read it.");
    }
    Set<String> required = required(schema, kind);
    List<TargetAttribute> attributes = new ArrayList<>();
    for (AttributeTypeDefinition definition : schema.getAttributeTypes()) {
      attributes.add(attribute(schema, definition, required));
    }
    return new Description.Known(attributes, false);
  }

  private TargetAttribute attribute(
      Schema schema, AttributeTypeDefinition definition, Set<String> required) {
    List<String> names = new ArrayList<>(Arrays.asList(definition.getNames()));
    names.add(definition.getOID());
    @Nullable String syntax = definition.getSyntaxOID(schema);
    return new TargetAttribute(
        names,
        syntax == null
            ? TargetAttribute.Type.STRING
            : TYPES.getOrDefault(syntax, TargetAttribute.Type.STRING),
        !definition.isSingleValued(),
        names.stream().map(Codec::fold).anyMatch(required::contains),
        !definition.isNoUserModification()
            && names.stream()
                .map(Codec::fold)
                .map(dialect::whyNotWritable)
                .allMatch(Optional::isEmpty));
  }

  /** Without what the connector gives itself. */
  private Set<String> required(Schema schema, Kind kind) {
    Set<String> required = new HashSet<>();
    for (String name : kind.objectClasses()) {
      ObjectClassDefinition objectClass = schema.getObjectClass(name);
      if (objectClass != null) {
        objectClass
            .getRequiredAttributes(schema, true)
            .forEach(a -> required.add(Codec.fold(a.getNameOrOID())));
      }
    }
    required.remove("objectclass");
    required.removeAll(dialect.givenByDirectory());
    required.remove(Codec.fold(layout.membership().attribute()));
    return required;
  }
}
