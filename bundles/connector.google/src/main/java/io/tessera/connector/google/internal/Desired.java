package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A field and what it shall be, already of the type the API wants.
 *
 * @param values none: the field is to be cleared
 */
record Desired(FieldPath path, List<Value> values) {
  /** Those of a password; they are written with one and never else. */
  private static final Set<String> OF_PASSWORDS =
      Set.of("password", "hashFunction", "changePasswordAtNextLogin");

  Desired {
    values = List.copyOf(values);
  }

  /**
   * All of them but those of a password.
   *
   * @throws TargetFailure the API has no such field, or a value is of another type
   */
  static List<Desired> of(TargetAttributes attributes, CustomFields custom)
      throws TargetFailure, InterruptedException {
    List<Desired> all = new ArrayList<>();
    for (String name : attributes.names()) {
      FieldPath path = FieldPath.parse(name);
      if (!OF_PASSWORDS.contains(path.name())) {
        all.add(of(name, checked(name, path), attributes.all(name), custom));
      }
    }
    return all;
  }

  private static Desired of(String name, FieldPath path, List<String> texts, CustomFields custom)
      throws TargetFailure, InterruptedException {
    if (path.name().equals(FieldPath.CUSTOM)) {
      return new Desired(path, custom.values(name, path, texts));
    }
    String sub = path.sub();
    TargetAttribute.Type type = sub == null ? field(name, path).type() : UserField.typeOfSub(sub);
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(value(name, type, text));
    }
    return new Desired(path, values);
  }

  private static UserField field(String name, FieldPath path) throws TargetFailure {
    return UserField.named(path.name())
        .orElseThrow(() -> unusable(name, "is no field of a user; correct the mapping."));
  }

  /** The path in the API's own spelling. */
  private static FieldPath checked(String name, FieldPath path) throws TargetFailure {
    if (path.name().equals(FieldPath.CUSTOM)) {
      return path;
    }
    UserField field = field(name, path);
    if (!field.writable()) {
      throw unusable(name, "cannot be set; take it out of the mapping.");
    }
    boolean plain = field.subs().isEmpty();
    String sub = path.sub();
    if (plain != (sub == null) || (path.element() != null && !field.isList())) {
      throw unusable(name, "is not how this field is written; it is " + field.paths().get(0) + ".");
    }
    if (sub == null) {
      return path;
    }
    String spelled =
        field.sub(sub).orElseThrow(() -> unusable(name, "names no part of " + field.name() + "."));
    return new FieldPath(field.name(), path.element(), spelled);
  }

  static TargetFailure unusable(String name, String why) {
    return TargetFailure.of(FailureKind.CONFIGURATION, "The target attribute " + name + " " + why);
  }

  static Value value(String name, TargetAttribute.Type type, String text) throws TargetFailure {
    try {
      return switch (type) {
        case BOOLEAN -> Value.bool(truth(text));
        case NUMBER -> new Value.Num(new BigDecimal(text.strip()));
        default -> Value.text(text);
      };
    } catch (IllegalArgumentException malformed) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          name
              + ": the value is no "
              + type.name().toLowerCase(Locale.ROOT)
              + "; correct the mapping.");
    }
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /** Whether other elements of the list have to be known to write this one. */
  boolean isPartOfList() {
    return path.element() != null;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Value first() {
    return values.get(0);
  }
}
