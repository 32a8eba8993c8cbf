package io.tessera.provisioning.internal.configuration;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.AttributeDefinition.Uniqueness;
import io.tessera.model.schema.SchemaDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads custom schemas and tells all that is wrong with them, by place. */
final class SchemaReader {
  private static final int MAX_URN = 200;
  private static final int MAX_ATTRIBUTES = 200;
  private static final int MAX_INDEXED = 20;
  private static final Pattern URN =
      Pattern.compile(
          "urn:[a-z0-9][a-z0-9-]{1,31}:[a-z0-9._~:-]*[a-z0-9._~-]", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_$-]{0,63}");

  private final List<Problem> problems = new ArrayList<>();
  private final Set<AttributePath> indexed = new HashSet<>();

  private SchemaReader() {}

  /**
   * @throws RejectedException INVALID_VALUE, each with its place
   */
  static SchemaDocument read(Attributes document) {
    SchemaReader reader = new SchemaReader();
    SchemaDocument read = reader.schema(document);
    if (!reader.problems.isEmpty()) {
      throw new RejectedException(reader.problems);
    }
    return read;
  }

  /** What was accepted once is read whatever is thought of it now. */
  static SchemaDocument readKept(Attributes document) {
    return new SchemaReader().schema(document);
  }

  private SchemaDocument schema(Attributes document) {
    SchemaFields fields = new SchemaFields(document, "", problems);
    fields.ignore("schemas", "meta", "version");
    String urn = fields.text("id", "");
    if (!URN.matcher(urn).matches() || urn.length() > MAX_URN) {
      fields.problem(
          "id",
          "a URN such as urn:example:scim:schemas:extension:badge:1.0:User is expected, "
              + MAX_URN
              + " characters at most.");
    }
    String name = fields.text("name", "");
    if (name.isBlank()) {
      fields.problem("name", "it is required.");
    }
    ResourceType extended =
        fields.word("extends", ResourceType.values(), ResourceType::scimName, ResourceType.USER);
    if (document.get("extends").isEmpty()) {
      fields.problem("extends", "it is required: User or Group.");
    }
    List<SchemaFields> written = fields.objects("attributes");
    if (written.isEmpty() || written.size() > MAX_ATTRIBUTES) {
      fields.problem("attributes", "1 to " + MAX_ATTRIBUTES + " attributes are expected.");
    }
    List<AttributeDefinition> attributes = new ArrayList<>();
    for (SchemaFields attribute : written) {
      attributes.add(attribute(attribute, urn, Optional.empty()));
    }
    refuseDoubles(written, attributes);
    if (indexed.size() > MAX_INDEXED) {
      fields.problem("attributes", "at most " + MAX_INDEXED + " can be indexed: each costs.");
    }
    SchemaDefinition definition =
        new SchemaDefinition(urn, name, fields.text("description", ""), attributes);
    fields.reportUnknown();
    return new SchemaDocument(extended, definition, indexed);
  }

  /**
   * @param parent the complex attribute this is a sub-attribute of
   */
  private AttributeDefinition attribute(SchemaFields fields, String urn, Optional<String> parent) {
    String name = fields.text("name", "");
    checkName(fields, name, parent.isPresent());
    Type type = fields.word("type", Type.values(), SchemaDocument::word, Type.STRING);
    boolean multiValued = fields.flag("multiValued", false);
    if (multiValued && parent.isPresent()) {
      fields.problem("multiValued", "sub-attributes have a single value.");
    }
    boolean required = fields.flag("required", false);
    Mutability mutability =
        fields.word("mutability", Mutability.values(), SchemaDocument::word, Mutability.READ_WRITE);
    Returned returned = returned(fields, mutability);
    if (required && mutability == Mutability.READ_ONLY) {
      fields.problem("required", "nobody could set it: it is readOnly.");
    }
    AttributeDefinition definition =
        new AttributeDefinition(
            name,
            type,
            multiValued,
            fields.text("description", ""),
            required,
            fields.flag("caseExact", type == Type.REFERENCE || type == Type.BINARY),
            mutability,
            returned,
            uniqueness(fields),
            fields.texts("canonicalValues"),
            referenceTypes(fields, type),
            subAttributes(fields, type, urn, name, parent));
    if (fields.flag("indexed", false)) {
      index(fields, definition, parent, urn);
    }
    fields.reportUnknown();
    return definition;
  }

  private static void checkName(SchemaFields fields, String name, boolean sub) {
    if (!NAME.matcher(name).matches() && !(sub && name.equals("$ref"))) {
      fields.problem(
          "name", "a letter, then letters, digits, - _ or $ are expected, 64 characters at most.");
    }
  }

  private static Returned returned(SchemaFields fields, Mutability mutability) {
    boolean secret = mutability == Mutability.WRITE_ONLY;
    Returned returned =
        fields.word(
            "returned",
            Returned.values(),
            SchemaDocument::word,
            secret ? Returned.NEVER : Returned.DEFAULT);
    if (secret && returned != Returned.NEVER) {
      fields.problem("returned", "what is writeOnly is returned never.");
    }
    return returned;
  }

  private static Uniqueness uniqueness(SchemaFields fields) {
    Uniqueness uniqueness =
        fields.word("uniqueness", Uniqueness.values(), SchemaDocument::word, Uniqueness.NONE);
    if (uniqueness != Uniqueness.NONE) {
      fields.problem("uniqueness", "values of custom attributes are not kept unique; say none.");
    }
    return uniqueness;
  }

  private static List<String> referenceTypes(SchemaFields fields, Type type) {
    List<String> types = fields.texts("referenceTypes");
    if (!types.isEmpty() && type != Type.REFERENCE) {
      fields.problem("referenceTypes", "only attributes of type reference have them.");
    }
    return types.isEmpty() && type == Type.REFERENCE ? List.of("uri") : types;
  }

  private List<AttributeDefinition> subAttributes(
      SchemaFields fields, Type type, String urn, String name, Optional<String> parent) {
    List<SchemaFields> written = fields.objects("subAttributes");
    if (type != Type.COMPLEX && !written.isEmpty()) {
      fields.problem("subAttributes", "only attributes of type complex have them.");
    }
    if (type != Type.COMPLEX) {
      return List.of();
    }
    if (parent.isPresent()) {
      fields.problem("type", "a sub-attribute cannot be complex itself.");
      return List.of();
    }
    if (written.isEmpty()) {
      fields.problem("subAttributes", "a complex attribute needs some.");
    }
    List<AttributeDefinition> subs = new ArrayList<>();
    for (SchemaFields sub : written) {
      subs.add(attribute(sub, urn, Optional.of(name)));
    }
    refuseDoubles(written, subs);
    return subs;
  }

  private void index(
      SchemaFields fields, AttributeDefinition attribute, Optional<String> parent, String urn) {
    if (attribute.isComplex()) {
      fields.problem("indexed", "mark the sub-attribute that is to be indexed.");
    } else if (attribute.returned() == Returned.NEVER) {
      fields.problem("indexed", "what is returned never cannot be searched for.");
    } else {
      indexed.add(
          parent
              .map(p -> AttributePath.inExtension(urn, p).withSub(attribute.name()))
              .orElseGet(() -> AttributePath.inExtension(urn, attribute.name())));
    }
  }

  private static void refuseDoubles(
      List<SchemaFields> written, List<AttributeDefinition> attributes) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < attributes.size(); i++) {
      if (!seen.add(attributes.get(i).name().toLowerCase(Locale.ROOT))) {
        written.get(i).problem("name", "another attribute has this name.");
      }
    }
  }
}
