package io.tessera.provisioning.internal.federation;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.internal.policymap.SourcePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The attribute of ours a claim is for: {@code name.familyName}, {@code emails.value}, {@code
 * emails[type eq "work"].value}, {@code urn:...:User:department}.
 */
public final class ClaimPath {
  /**
   * Not for claims: what signs in, lets in, or is said by the server alone; and what gives rights,
   * which comes by {@link #GRANTS} and past the groups that are protected.
   */
  private static final Set<String> OUT_OF_REACH =
      Set.of("id", "meta", "active", "password", "roles", "groups", "entitlements");

  /** What a claim is for that names groups and roles. */
  private static final Set<String> GRANTS =
      Set.of("groups", "groups.value", "groups.display", "roles", "roles.value");

  /** Said when an account is made, and never changed by signing in. */
  private static final Set<String> GIVEN_ONCE = Set.of("userName", "externalId");

  private final SourcePath path;
  private final AttributeDefinition whole;
  private final AttributeDefinition leaf;

  private ClaimPath(SourcePath path, AttributeDefinition whole, AttributeDefinition leaf) {
    this.path = path;
    this.whole = whole;
    this.leaf = leaf;
  }

  /** Whether a claim names groups and roles, not a value of an attribute. */
  public static boolean isGrant(String local) {
    return GRANTS.contains(local.toLowerCase(Locale.ROOT));
  }

  /** What is wrong with a path as an operator has written it. */
  public static Optional<String> fault(String local, ResourceSchema users) {
    if (isGrant(local)) {
      return Optional.empty();
    }
    Optional<SourcePath> path = SourcePath.parse(local, users);
    if (path.isEmpty()) {
      return Optional.of("users have no simple attribute \"" + local + "\".");
    }
    return of(local, users).isPresent()
        ? Optional.empty()
        : Optional.of("\"" + local + "\" is not for claims to say.");
  }

  /** Empty where there is no such attribute, or it is not for claims. */
  static Optional<ClaimPath> of(String local, ResourceSchema users) {
    return SourcePath.parse(local, users).flatMap(path -> of(path, users));
  }

  private static Optional<ClaimPath> of(SourcePath path, ResourceSchema users) {
    Optional<AttributeDefinition> whole = users.definition(path.path().whole());
    Optional<AttributeDefinition> leaf = users.definition(path.path());
    if (whole.isEmpty()
        || leaf.isEmpty()
        || !isWritable(whole.get())
        || !isWritable(leaf.get())
        || OUT_OF_REACH.contains(path.path().name())) {
      return Optional.empty();
    }
    return Optional.of(new ClaimPath(path, whole.get(), leaf.get()));
  }

  private static boolean isWritable(AttributeDefinition definition) {
    return definition.mutability() == Mutability.READ_WRITE
        || definition.mutability() == Mutability.IMMUTABLE;
  }

  boolean isUserName() {
    return isCore("userName");
  }

  boolean isGivenOnce() {
    return (path.path().extension().isEmpty() && GIVEN_ONCE.contains(path.path().name()))
        || whole.mutability() == Mutability.IMMUTABLE
        || leaf.mutability() == Mutability.IMMUTABLE;
  }

  boolean isRequired() {
    return whole.required() || leaf.required();
  }

  private boolean isCore(String name) {
    return path.path().extension().isEmpty() && path.path().name().equals(name);
  }

  /** Where more than one value has a place. */
  private boolean takesMany() {
    return path.selectBy() == null && (whole.multiValued() || leaf.multiValued());
  }

  /** As many of the values as have a place here: all, or the first. */
  List<String> fitting(List<String> told) {
    List<String> distinct = told.stream().filter(v -> !v.isBlank()).distinct().toList();
    return takesMany() || distinct.isEmpty() ? distinct : distinct.subList(0, 1);
  }

  /** What is there, in the order it is there. */
  List<String> values(Attributes identity) {
    return path.values(identity);
  }

  /**
   * The identity with these values, and no others, at this path. What an element says besides
   * stays.
   *
   * @param values as {@link #fitting} gives them; none to clear
   * @throws UnfitClaimException one is not of the attribute's type
   */
  Attributes with(Attributes identity, List<String> values) {
    AttributePath where = path.path();
    Attributes home = where.extension().map(identity::complex).orElse(identity);
    Value present = home.get(whole.name()).orElse(Value.NONE);
    Attributes changed = home.with(whole.name(), placed(present, values));
    return where.extension().map(urn -> identity.with(urn, Value.complex(changed))).orElse(changed);
  }

  private Value placed(Value present, List<String> values) {
    Optional<String> sub = path.path().sub();
    if (sub.isEmpty()) {
      return whole.multiValued()
          ? Value.many(values.stream().map(this::typed).toList())
          : first(values);
    }
    if (!whole.multiValued()) {
      Attributes old = present instanceof Value.Complex c ? c.attributes() : Attributes.empty();
      Value leaves =
          leaf.multiValued()
              ? Value.many(values.stream().map(this::typed).toList())
              : first(values);
      return Value.complex(old.with(sub.get(), leaves));
    }
    return path.selectBy() == null
        ? elements(present, sub.get(), values)
        : selected(present, sub.get(), first(values));
  }

  private Value first(List<String> values) {
    return values.isEmpty() ? Value.NONE : typed(values.get(0));
  }

  private Value elements(Value present, String sub, List<String> values) {
    List<Value> elements = new ArrayList<>();
    for (String value : values) {
      Value wanted = typed(value);
      Optional<Value> kept =
          present.elements().stream()
              .filter(
                  element ->
                      element instanceof Value.Complex c
                          && c.attributes().get(sub).filter(wanted::equals).isPresent())
              .findFirst();
      elements.add(
          kept.orElseGet(() -> Value.complex(Attributes.builder().put(sub, wanted).build())));
    }
    return Value.many(elements);
  }

  /** The one element that is meant, made where there is none; without it when there is no value. */
  private Value selected(Value present, String sub, Value value) {
    List<Value> elements = new ArrayList<>();
    boolean placed = value.isNone();
    for (Value element : present.elements()) {
      if (!path.isSelected(element) || !(element instanceof Value.Complex complex)) {
        elements.add(element);
      } else if (!placed) {
        elements.add(Value.complex(complex.attributes().with(sub, value)));
        placed = true;
      }
    }
    String by = path.selectBy();
    Value selection = path.selectValue();
    if (!placed && by != null && selection != null) {
      elements.add(Value.complex(Attributes.builder().put(by, selection).put(sub, value).build()));
    }
    return Value.many(elements);
  }

  private Value typed(String text) {
    AttributeDefinition.Type type = leaf.type();
    if (type == AttributeDefinition.Type.BOOLEAN) {
      if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
        throw new UnfitClaimException(path.path() + ": true or false is expected.");
      }
      return Value.bool(Boolean.parseBoolean(text));
    }
    return type == AttributeDefinition.Type.INTEGER || type == AttributeDefinition.Type.DECIMAL
        ? number(text)
        : Value.text(text);
  }

  private Value number(String text) {
    if (text.length() > 40) {
      throw new UnfitClaimException(path.path() + ": a number is expected.");
    }
    try {
      return new Value.Num(new BigDecimal(text));
    } catch (NumberFormatException noNumber) {
      throw new UnfitClaimException(path.path() + ": a number is expected.");
    }
  }

  /** As the schema spells it. */
  @Override
  public String toString() {
    String by = path.selectBy();
    return by == null
        ? path.path().toString()
        : path.path().whole()
            + "["
            + by
            + " eq "
            + (path.selectValue() == null ? "" : SourcePath.text(path.selectValue()))
            + "]."
            + path.path().sub().orElse("value");
  }
}
