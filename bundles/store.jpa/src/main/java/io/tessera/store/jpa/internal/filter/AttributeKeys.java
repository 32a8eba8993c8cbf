package io.tessera.store.jpa.internal.filter;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.IndexedAttribute;
import io.tessera.model.schema.ResourceSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an attribute that is indexed by configuration lies in the attribute index: one row for each
 * of its values, one that tells its place when sorted (the primary value, else the first), and one
 * for a resource that has none. Their {@code attribute} begins with {@link #family}, which ends in
 * the type and the path; the domain follows, so that domains lie apart.
 */
public final class AttributeKeys {
  /** Longest {@code attribute} of a row. */
  private static final int MAX_NAME = 256;

  private static final int MAX_DOMAIN = 64;
  private static final String FIRST = "#first";
  private static final String NONE = "#none";
  private static final AttributePath EMAILS = AttributePath.of("emails", "value");
  private static final Set<String> KEPT_APART =
      Set.of("id", "externalId", "meta", "password", "groups", "members");

  private final AttributePath path;
  private final AttributeDefinition definition;
  private final boolean several;
  private final String name;

  private AttributeKeys(
      AttributePath path, AttributeDefinition definition, boolean several, String name) {
    this.path = path;
    this.definition = definition;
    this.several = several;
    this.name = name;
  }

  /** One row: name and value. */
  public record Row(String attribute, String value) {}

  /**
   * What a configured attribute adds to the index.
   *
   * @return empty when it is always indexed, kept apart from the document, or no single value
   */
  public static Optional<AttributeKeys> of(
      ResourceSchema schema, String domain, AttributePath configured) {
    if (isApart(configured) || Column.of(schema.type(), configured).isPresent()) {
      return Optional.empty();
    }
    AttributePath path = valuePath(schema, configured);
    Optional<AttributeDefinition> definition = schema.definition(path);
    if (definition.isEmpty() || definition.get().isComplex()) {
      return Optional.empty();
    }
    boolean several =
        definition.get().multiValued()
            || schema.definition(path.whole()).filter(AttributeDefinition::multiValued).isPresent();
    String name = family(schema.type(), path) + domain;
    return Optional.of(new AttributeKeys(path, definition.get(), several, name));
  }

  /** The index of an attribute that is configured and complete. */
  public static Optional<AttributeKeys> ready(
      ResourceSchema schema, String domain, AttributePath asked) {
    AttributePath path = valuePath(schema, asked);
    return schema.indexed().stream()
        .filter(IndexedAttribute::ready)
        .filter(indexed -> valuePath(schema, indexed.path()).equals(path))
        .findFirst()
        .flatMap(indexed -> of(schema, domain, indexed.path()));
  }

  /** Whether an attribute does not lie in the document. */
  public static boolean isApart(AttributePath path) {
    return path.extension().isEmpty() && KEPT_APART.contains(path.name());
  }

  /** All that a schema's configuration has indexed in a domain. */
  public static List<AttributeKeys> all(ResourceSchema schema, String domain) {
    return schema.indexed().isEmpty()
        ? List.of()
        : schema.indexed().stream()
            .flatMap(indexed -> of(schema, domain, indexed.path()).stream())
            .toList();
  }

  /** With what the {@code attribute} of all rows of one attribute begins. */
  public static String family(ResourceType type, AttributePath path) {
    String family = type.scimName() + "/" + path + "@";
    int most = MAX_NAME - MAX_DOMAIN - FIRST.length();
    return family.length() <= most ? family : type.scimName() + "/" + digest(family) + "@";
  }

  /** A complex attribute without a sub-attribute means its {@code value}. */
  public static AttributePath valuePath(ResourceSchema schema, AttributePath path) {
    boolean complex =
        path.sub().isEmpty()
            && schema
                .definition(path)
                .filter(AttributeDefinition::isComplex)
                .flatMap(d -> d.sub("value"))
                .isPresent();
    return complex ? path.withSub("value") : path;
  }

  /** All rows of a resource. */
  public Set<Row> rows(Attributes attributes) {
    Set<Row> rows = new LinkedHashSet<>();
    String first = first(attributes);
    if (first == null) {
      rows.add(new Row(name + NONE, ""));
      return rows;
    }
    if (several) {
      rows.add(new Row(name + FIRST, first));
    }
    if (!path.equals(EMAILS)) {
      values(attributes).forEach(key -> rows.add(new Row(name, key)));
    }
    return rows;
  }

  /** The key by which a resource is sorted; null when it has no value. */
  public @Nullable String first(Attributes attributes) {
    return SortKeys.first(attributes, path).flatMap(this::key).orElse(null);
  }

  /** {@code attribute} of the rows to filter by. */
  String name() {
    return name;
  }

  /** {@code attribute} of the rows to sort by. */
  public String sortName() {
    return several ? name + FIRST : name;
  }

  /** {@code attribute} of the rows of resources without a value. */
  public String noneName() {
    return name + NONE;
  }

  /** A comparison of {@code column} in these rows; empty when only the documents can tell. */
  Optional<Comparison> comparison(String column, Operator operator, Value literal, String last) {
    return switch (definition.type()) {
      case STRING, REFERENCE, BINARY, COMPLEX ->
          Comparison.of(
              column,
              definition.caseExact() ? Column.Kind.EXACT : Column.Kind.FOLDED,
              operator,
              literal,
              last);
      case BOOLEAN ->
          Optional.of(
              literal instanceof Value.Bool bool && isEquality(operator)
                  ? Comparison.sortable(column, Operator.EQ, SortKeys.truth(bool.value()))
                  : Comparison.never());
      case INTEGER, DECIMAL ->
          Optional.of(
              literal instanceof Value.Num number
                  ? Comparison.sortable(column, operator, SortKeys.number(number.value()))
                  : Comparison.never());
      case DATE_TIME ->
          literal instanceof Value.Text text
              ? SortKeys.instant(text.value())
                  .map(key -> Comparison.sortable(column, operator, key))
              : Optional.of(Comparison.never());
    };
  }

  private static boolean isEquality(Operator operator) {
    return operator == Operator.EQ || operator == Operator.NE;
  }

  private Stream<String> values(Attributes attributes) {
    return attributes.at(path).stream()
        .flatMap(v -> v.elements().stream())
        .flatMap(v -> key(v).stream());
  }

  private Optional<String> key(Value value) {
    return SortKeys.key(definition.type(), definition.caseExact(), value);
  }

  private static String digest(String family) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(family.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
