package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a target attribute lies in a user of the Directory API: {@code primaryEmail}, {@code
 * name.givenName}, {@code phones[type eq "work"].value}, {@code customSchemas.Staff.badge}.
 *
 * @param name of the field
 * @param element which element of a list; null: the field as a whole
 * @param sub what of it; null for plain fields
 */
record FieldPath(String name, @Nullable Element element, @Nullable String sub) {
  /** The field that has those the customer defined. */
  static final String CUSTOM = "customSchemas";

  private static final Pattern PATH =
      Pattern.compile(
          "(?<name>\\w+)(?:\\[\\s*(?<key>\\w+)\\s+[eE][qQ]\\s+"
              + "(?:\"(?<text>[^\"\\\\]*)\"|(?<truth>true|false))\\s*\\])?"
              + "(?:\\.(?<sub>\\w[\\w.-]*))?");

  /** The element one of whose fields has this value. */
  record Element(String key, Value value) {
    boolean isIn(Value.Complex element) {
      Value actual = element.attributes().get(key).orElse(Value.NONE);
      return (actual instanceof Value.Text a && value instanceof Value.Text b)
          ? a.value().equalsIgnoreCase(b.value())
          : actual.equals(value);
    }
  }

  /**
   * Reads a path as a policy map writes it.
   *
   * @throws TargetFailure it is none; concerns the target's mapping as a whole
   */
  static FieldPath parse(String text) throws TargetFailure {
    Matcher path = PATH.matcher(text);
    if (!path.matches()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The target attribute "
              + text
              + " is no field such as primaryEmail, name.givenName or phones[type eq \"work\"]"
              + ".value; correct the mapping.");
    }
    String name = path.group("name");
    Optional<UserField> field = UserField.named(name);
    String sub = path.group("sub");
    boolean list = field.filter(UserField::isList).isPresent();
    return new FieldPath(
        field.map(UserField::name).orElse(name),
        element(path),
        sub == null && list ? field.get().mainSub() : sub);
  }

  private static @Nullable Element element(Matcher path) {
    String key = path.group("key");
    if (key == null) {
      return null;
    }
    String text = path.group("text");
    return new Element(
        key,
        text == null ? Value.bool(Boolean.parseBoolean(path.group("truth"))) : Value.text(text));
  }

  Optional<Element> elementIfAny() {
    return Optional.ofNullable(element);
  }

  Optional<String> subIfAny() {
    return Optional.ofNullable(sub);
  }
}
