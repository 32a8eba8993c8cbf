package io.tessera.connector.scim;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a target attribute lies in a SCIM resource (RFC 7644 section 3.5.2): {@code userName},
 * {@code name.familyName}, {@code emails[type eq "work"].value}, {@code
 * urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department}.
 *
 * @param urn of the extension; null for the core schema
 * @param element which element of a multi-valued attribute; null: the attribute as a whole
 */
public record ScimPath(
    @Nullable String urn, String name, @Nullable Element element, @Nullable String sub) {
  /** The schema of all core attributes in SCIM 1.1. */
  private static final String CORE_1 = "urn:scim:schemas:core:1.0";

  private static final String NAME = "[A-Za-z$][A-Za-z0-9_$-]*";
  private static final Pattern PATH =
      Pattern.compile(
          "(?:(?<urn>urn:[^\\[\\]\"]+):)?(?<name>"
              + NAME
              + ")(?:\\[(?<filter>.+)\\])?"
              + "(?:\\.(?<sub>"
              + NAME
              + "))?");
  private static final Pattern FILTER =
      Pattern.compile(
          "\\s*(?<attribute>"
              + NAME
              + ")\\s+[eE][qQ]\\s+"
              + "(?:\"(?<text>[^\"\\\\]*)\"|(?<truth>true|false))\\s*");

  /** The element whose sub-attribute has this value. */
  public record Element(String attribute, Value value) {
    /** Whether an element is the one; texts are compared without regard to case. */
    boolean isIn(Value.Complex element) {
      Value actual = element.attributes().get(attribute).orElse(Value.NONE);
      return (actual instanceof Value.Text a && value instanceof Value.Text b)
          ? a.value().equalsIgnoreCase(b.value())
          : actual.equals(value);
    }

    @Override
    public String toString() {
      String literal =
          value instanceof Value.Bool truth
              ? String.valueOf(truth.value())
              : ScimText.quoted(((Value.Text) value).value());
      return "[" + attribute + " eq " + literal + "]";
    }
  }

  /**
   * Reads a path as a policy map writes it.
   *
   * @throws TargetFailure it is none; concerns the target's mapping as a whole
   */
  static ScimPath parse(String text) throws TargetFailure {
    Matcher path = PATH.matcher(text);
    if (!path.matches()) {
      throw unusable(text);
    }
    String filter = path.group("filter");
    String sub = path.group("sub");
    return new ScimPath(
        extension(path.group("urn")),
        path.group("name"),
        filter == null ? null : element(text, filter),
        filter != null && sub == null ? "value" : sub);
  }

  private static @Nullable String extension(@Nullable String urn) {
    boolean core =
        urn == null
            || urn.equalsIgnoreCase(BuiltInSchemas.USER_URN)
            || urn.equalsIgnoreCase(BuiltInSchemas.GROUP_URN)
            || urn.equalsIgnoreCase(CORE_1);
    return core ? null : urn;
  }

  private static Element element(String text, String filter) throws TargetFailure {
    Matcher parts = FILTER.matcher(filter);
    if (!parts.matches()) {
      throw unusable(text);
    }
    String literal = parts.group("text");
    return new Element(
        parts.group("attribute"),
        literal == null
            ? Value.bool(Boolean.parseBoolean(parts.group("truth")))
            : Value.text(literal));
  }

  private static TargetFailure unusable(String text) {
    return TargetFailure.of(
        FailureKind.CONFIGURATION,
        "The target attribute "
            + text
            + " is no SCIM path such as name.familyName or emails[type eq \"work\"].value;"
            + " correct the mapping.");
  }

  public Optional<Element> elementIfAny() {
    return Optional.ofNullable(element);
  }

  public Optional<String> urnIfAny() {
    return Optional.ofNullable(urn);
  }

  /** The attribute as a whole, with its schema. */
  public String attribute() {
    return urn == null ? name : urn + ":" + name;
  }

  /** The attribute or the element of it, without the sub-attribute. */
  public String selected() {
    return element == null ? attribute() : attribute() + element;
  }

  /** The sub-attribute; {@code value} where none is named. */
  public String subOrValue() {
    return sub == null ? "value" : sub;
  }

  @Override
  public String toString() {
    return sub == null ? selected() : selected() + "." + sub;
  }
}
