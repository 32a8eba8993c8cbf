package io.tessera.provisioning.internal.policymap;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.ResourceSchema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path in a policy map: {@code name.familyName}, {@code emails[type eq "work"].value}, {@code
 * emails[primary eq true].value}, {@code urn:...:User:department}.
 *
 * @param selectBy sub-attribute an element is chosen by; null for all elements
 * @param selectValue the value it must have
 */
public record SourcePath(
    AttributePath path, @Nullable String selectBy, @Nullable Value selectValue) {
  private static final Pattern SELECTION =
      Pattern.compile(
          "(?<attribute>[^\\[\\]]+)\\[\\s*(?<by>\\w+)\\s+eq\\s+"
              + "(?:\"(?<text>[^\"\\\\]*)\"|(?<bool>true|false))\\s*\\]\\.(?<sub>\\$?\\w+)",
          Pattern.CASE_INSENSITIVE);

  /**
   * @return empty when the path is not written right or the schema does not have it
   */
  public static Optional<SourcePath> parse(String written, ResourceSchema schema) {
    Matcher selection = SELECTION.matcher(written);
    if (!selection.matches()) {
      return schema.resolve(written).filter(p -> isSimple(p, schema)).map(SourcePath::all);
    }
    String attribute = selection.group("attribute");
    Optional<AttributePath> path = schema.resolve(attribute + "." + selection.group("sub"));
    Optional<AttributePath> by = schema.resolve(attribute + "." + selection.group("by"));
    if (path.isEmpty() || by.isEmpty()) {
      return Optional.empty();
    }
    @Nullable String text = selection.group("text");
    Value value =
        text != null ? Value.text(text) : Value.bool(Boolean.parseBoolean(selection.group("bool")));
    return Optional.of(new SourcePath(path.get(), by.get().subName(), value));
  }

  private static SourcePath all(AttributePath path) {
    return new SourcePath(path, null, null);
  }

  private static boolean isSimple(AttributePath path, ResourceSchema schema) {
    return schema.definition(path).filter(d -> d.type() != Type.COMPLEX).isPresent();
  }

  /** The values as the target gets them; empty when there is none. */
  public List<String> values(Attributes identity) {
    if (selectBy == null) {
      return identity.at(path).stream()
          .flatMap(v -> v.elements().stream())
          .map(SourcePath::text)
          .toList();
    }
    return identity.at(path.whole()).stream()
        .flatMap(v -> v.elements().stream())
        .filter(this::isSelected)
        .flatMap(e -> sub(e, path.sub().orElse("value")).stream())
        .map(SourcePath::text)
        .toList();
  }

  /** Whether an element is the one that is chosen; never where all are meant. */
  public boolean isSelected(Value element) {
    return selectBy != null
        && sub(element, selectBy).filter(v -> equalsIgnoringCase(v, selectValue)).isPresent();
  }

  private static boolean equalsIgnoringCase(Value actual, @Nullable Value wanted) {
    return actual instanceof Value.Text a && wanted instanceof Value.Text w
        ? a.value().equalsIgnoreCase(w.value())
        : actual.equals(wanted);
  }

  private static Optional<Value> sub(Value element, String name) {
    return element instanceof Value.Complex c ? c.attributes().get(name) : Optional.empty();
  }

  /** A simple value, as a text. */
  public static String text(Value value) {
    if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    }
    return value instanceof Value.Num num
        ? num.value().toPlainString()
        : value instanceof Value.Text text ? text.value() : "";
  }
}
