package io.tessera.inbound.soap.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.Filter.Operator;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.ResourceSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where texts of a SOAP message go in a resource and come from: {@code name.givenName}, {@code
 * emails[type eq "work"].value}, {@code urn:...:User:department}. Immutable.
 */
public final class AttributeSlot {
  private static final String VALUE = "value";
  private static final String PRIMARY = "primary";

  private final AttributePath path;
  private final @Nullable Filter selection;
  private final AttributeDefinition attribute;
  private final AttributeDefinition leaf;
  private final boolean inverted;
  private final FilterMatcher matcher;

  private AttributeSlot(
      ResourceSchema schema,
      AttributePath path,
      @Nullable Filter selection,
      AttributeDefinition attribute,
      boolean inverted) {
    this.path = path;
    this.selection = selection;
    this.attribute = attribute;
    this.leaf = path.sub().flatMap(attribute::sub).orElse(attribute);
    this.inverted = inverted;
    this.matcher = new FilterMatcher(schema);
  }

  /**
   * A slot at a path.
   *
   * @param inverted a truth value means its opposite here
   * @throws RejectedException INVALID_PATH: it is a complex attribute without one of its parts
   */
  public static AttributeSlot of(ResourceSchema schema, PatchTarget target, boolean inverted) {
    AttributeDefinition attribute = schema.definition(target.path().whole()).orElseThrow();
    AttributePath path = target.path();
    if (attribute.isComplex() && path.sub().isEmpty()) {
      path =
          attribute
              .sub(VALUE)
              .map(v -> target.path().withSub(VALUE))
              .orElseThrow(
                  () ->
                      RejectedException.at(
                          Kind.INVALID_PATH, target.path(), "Name one of its parts."));
    }
    return new AttributeSlot(schema, path, target.selection(), attribute, inverted);
  }

  public AttributePath path() {
    return path;
  }

  public String description() {
    return leaf.description();
  }

  public boolean isRequired() {
    return attribute.required();
  }

  /** Whether it takes more than one value. */
  public boolean isMany() {
    return attribute.multiValued() && selection == null;
  }

  public boolean isReadOnly() {
    return attribute.mutability() == Mutability.READ_ONLY
        || leaf.mutability() == Mutability.READ_ONLY;
  }

  /** The values there are. */
  public List<String> read(Attributes attributes) {
    List<Value> found = new ArrayList<>();
    Attributes home = path.extension().map(attributes::complex).orElse(attributes);
    Optional<Value> all = home.get(path.name());
    if (all.isEmpty()) {
      return List.of();
    }
    List<Value> elements = all.get().elements();
    for (int at : selection == null ? everyOne(elements) : selected(elements)) {
      leafOf(elements.get(at)).ifPresent(found::add);
    }
    return found.stream().map(this::text).toList();
  }

  private Optional<Value> leafOf(Value element) {
    Optional<String> sub = path.sub();
    if (sub.isEmpty()) {
      return Optional.of(element);
    }
    return element instanceof Value.Complex complex
        ? complex.attributes().get(sub.get())
        : Optional.empty();
  }

  /**
   * The attributes with these values here, in place of the ones before.
   *
   * @throws RejectedException a value does not fit; MUTABILITY
   */
  public Attributes write(Attributes attributes, List<String> values) {
    requireWritable();
    if (!isMany() && values.size() > 1) {
      throw RejectedException.at(Kind.INVALID_VALUE, path, "It holds one value only.");
    }
    List<Value> typed = values.stream().map(this::typed).toList();
    Attributes home = path.extension().map(attributes::complex).orElse(attributes);
    Value present = home.get(path.name()).orElse(Value.NONE);
    Attributes changed = home.with(path.name(), written(present, typed));
    return path.extension()
        .map(urn -> attributes.with(urn, Value.complex(changed)))
        .orElse(changed);
  }

  private Value written(Value present, List<Value> typed) {
    if (attribute.multiValued()) {
      return Value.many(selection == null ? all(present, typed) : some(present, typed));
    }
    if (path.sub().isEmpty()) {
      return typed.isEmpty() ? Value.NONE : typed.get(0);
    }
    return withLeaf(present, typed.isEmpty() ? Value.NONE : typed.get(0));
  }

  private Value withLeaf(Value element, Value value) {
    Attributes now = element instanceof Value.Complex c ? c.attributes() : Attributes.empty();
    return Value.complex(now.with(path.sub().orElse(VALUE), value));
  }

  /** Elements that stay keep what else they tell, such as their type. */
  private List<Value> all(Value present, List<Value> typed) {
    List<Value> result = new ArrayList<>();
    for (Value value : typed) {
      result.add(
          present.elements().stream()
              .filter(e -> leafOf(e).filter(value::equals).isPresent())
              .findFirst()
              .orElseGet(() -> path.sub().isEmpty() ? value : withLeaf(Value.NONE, value)));
    }
    return result;
  }

  private List<Value> some(Value present, List<Value> typed) {
    List<Value> result = new ArrayList<>(present.elements());
    List<Integer> mine = selected(result);
    if (typed.isEmpty()) {
      for (int i = mine.size() - 1; i >= 0; i--) {
        emptied(result, mine.get(i));
      }
    } else if (mine.isEmpty()) {
      result.add(withLeaf(Value.complex(facts(selection)), typed.get(0)));
    } else {
      result.set(mine.get(0), withLeaf(result.get(mine.get(0)), typed.get(0)));
    }
    return result;
  }

  /** An element that tells nothing but what selects it is gone. */
  private void emptied(List<Value> elements, int at) {
    Value without = withLeaf(elements.get(at), Value.NONE);
    Attributes rest = ((Value.Complex) without).attributes();
    boolean bare = rest.names().stream().allMatch(n -> n.equals("type") || n.equals(PRIMARY));
    if (bare) {
      elements.remove(at);
    } else {
      elements.set(at, without);
    }
  }

  private static List<Integer> everyOne(List<Value> elements) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      all.add(i);
    }
    return all;
  }

  /** The positions of the selected; of those without a primary one, the first is it. */
  private List<Integer> selected(List<Value> elements) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; selection != null && i < elements.size(); i++) {
      if (matcher.elementMatches(path.whole(), selection, elements.get(i))) {
        found.add(i);
      }
    }
    boolean first = found.isEmpty() && !elements.isEmpty() && isPrimary(selection);
    return first ? List.of(0) : found;
  }

  private static boolean isPrimary(@Nullable Filter selection) {
    return selection instanceof Filter.Compare compare && compare.path().name().equals(PRIMARY);
  }

  /** What an element must tell to be selected. */
  private static Attributes facts(@Nullable Filter selection) {
    if (selection instanceof Filter.Compare compare && compare.operator() == Operator.EQ) {
      return Attributes.empty().with(compare.path().name(), compare.literal());
    }
    Attributes.Builder all = Attributes.builder();
    if (selection instanceof Filter.And and) {
      and.all().forEach(f -> facts(f).forEach(all::put));
    }
    return all.build();
  }

  /**
   * The condition that a value here compares so.
   *
   * @throws RejectedException the literal does not fit
   */
  public Filter filter(Operator operator, String literal) {
    Value typed = typed(literal);
    if (selection == null || isPrimary(selection)) {
      return new Filter.Compare(path, operator, typed);
    }
    Filter compare =
        new Filter.Compare(AttributePath.of(path.sub().orElse(VALUE)), operator, typed);
    return new Filter.Element(path.whole(), new Filter.And(List.of(selection, compare)));
  }

  /** Whether {@link #filter} can compare parts of values. */
  public boolean isText() {
    return switch (leaf.type()) {
      case STRING, REFERENCE -> true;
      default -> false;
    };
  }

  private void requireWritable() {
    if (isReadOnly()) {
      throw RejectedException.at(Kind.MUTABILITY, path, "It is kept by the server.");
    }
  }

  private Value typed(String text) {
    return switch (leaf.type()) {
      case BOOLEAN -> Value.bool(truth(text) != inverted);
      case INTEGER, DECIMAL -> new Value.Num(number(text));
      default -> Value.text(text);
    };
  }

  private boolean truth(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (!word.equals("true") && !word.equals("false")) {
      throw RejectedException.at(Kind.INVALID_VALUE, path, "It must be 'true' or 'false'.");
    }
    return word.equals("true");
  }

  private BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException no) {
      throw RejectedException.at(Kind.INVALID_VALUE, path, "It must be a number.");
    }
  }

  private String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value() != inverted);
    }
    return value instanceof Value.Num num ? num.value().toPlainString() : "";
  }
}
