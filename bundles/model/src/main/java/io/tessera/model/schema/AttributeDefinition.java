package io.tessera.model.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attribute of a schema with its characteristics (RFC 7643 section 7).
 *
 * @param canonicalValues values that are suggested, not enforced
 * @param referenceTypes for {@link Type#REFERENCE}: {@code User}, {@code Group}, {@code external},
 *     {@code uri}
 * @param subAttributes for {@link Type#COMPLEX}
 */
public record AttributeDefinition(
    String name,
    Type type,
    boolean multiValued,
    String description,
    boolean required,
    boolean caseExact,
    Mutability mutability,
    Returned returned,
    Uniqueness uniqueness,
    List<String> canonicalValues,
    List<String> referenceTypes,
    List<AttributeDefinition> subAttributes) {

  /** Data types (RFC 7643 section 2.3). */
  public enum Type {
    STRING("string"),
    BOOLEAN("boolean"),
    DECIMAL("decimal"),
    INTEGER("integer"),
    DATE_TIME("dateTime"),
    BINARY("binary"),
    REFERENCE("reference"),
    COMPLEX("complex");

    private final String scimName;

    Type(String scimName) {
      this.scimName = scimName;
    }

    public String scimName() {
      return scimName;
    }
  }

  /** Who may set it, and when. */
  public enum Mutability {
    READ_ONLY("readOnly"),
    READ_WRITE("readWrite"),
    IMMUTABLE("immutable"),
    WRITE_ONLY("writeOnly");

    private final String scimName;

    Mutability(String scimName) {
      this.scimName = scimName;
    }

    public String scimName() {
      return scimName;
    }
  }

  /** When it is part of an answer. */
  public enum Returned {
    ALWAYS("always"),
    NEVER("never"),
    DEFAULT("default"),
    REQUEST("request");

    private final String scimName;

    Returned(String scimName) {
      this.scimName = scimName;
    }

    public String scimName() {
      return scimName;
    }
  }

  /** Among whom a value is unique. */
  public enum Uniqueness {
    NONE("none"),
    SERVER("server"),
    GLOBAL("global");

    private final String scimName;

    Uniqueness(String scimName) {
      this.scimName = scimName;
    }

    public String scimName() {
      return scimName;
    }
  }

  public AttributeDefinition {
    canonicalValues = List.copyOf(canonicalValues);
    referenceTypes = List.copyOf(referenceTypes);
    subAttributes = List.copyOf(subAttributes);
  }

  /** A sub-attribute by its name in any case. */
  public Optional<AttributeDefinition> sub(String anyCase) {
    return subAttributes.stream().filter(s -> s.name().equalsIgnoreCase(anyCase)).findFirst();
  }

  public boolean isComplex() {
    return type == Type.COMPLEX;
  }

  /** Starts a single, optional, readable and writable attribute without regard to case. */
  public static Builder attribute(String name, Type type, String description) {
    return new Builder(name, type, description);
  }

  /** Sets what differs from the defaults of RFC 7643 section 2.2. */
  public static final class Builder {
    private final String name;
    private final Type type;
    private final String description;
    private boolean multiValued;
    private boolean required;
    private boolean caseExact;
    private Mutability mutability = Mutability.READ_WRITE;
    private Returned returned = Returned.DEFAULT;
    private Uniqueness uniqueness = Uniqueness.NONE;
    private List<String> canonicalValues = List.of();
    private List<String> referenceTypes = List.of();
    private final List<AttributeDefinition> subAttributes = new ArrayList<>();

    private Builder(String name, Type type, String description) {
      this.name = name;
      this.type = type;
      this.description = description;
      this.caseExact = type == Type.REFERENCE || type == Type.BINARY;
    }

    public Builder multiValued() {
      multiValued = true;
      return this;
    }

    public Builder required() {
      required = true;
      return this;
    }

    public Builder caseExact() {
      caseExact = true;
      return this;
    }

    public Builder mutability(Mutability value) {
      mutability = value;
      return this;
    }

    public Builder returned(Returned value) {
      returned = value;
      return this;
    }

    public Builder uniqueness(Uniqueness value) {
      uniqueness = value;
      return this;
    }

    public Builder canonical(String... values) {
      canonicalValues = List.of(values);
      return this;
    }

    public Builder refersTo(String... types) {
      referenceTypes = List.of(types);
      return this;
    }

    public Builder sub(Builder... subs) {
      for (Builder sub : subs) {
        subAttributes.add(sub.build());
      }
      return this;
    }

    public AttributeDefinition build() {
      return new AttributeDefinition(
          name,
          type,
          multiValued,
          description,
          required,
          caseExact,
          mutability,
          returned,
          uniqueness,
          canonicalValues,
          referenceTypes,
          subAttributes);
    }
  }
}
