package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template of the entry that others are kept below, such as {@code
 * ou={departmentNumber},ou=staff}. Attributes fill values only, so that none can change the shape
 * of the name.
 */
public final class Place {
  private static final Pattern ATTRIBUTE = Pattern.compile("\\{([^{}]+)}");

  private final DN template;
  private final Set<String> attributes;

  private Place(DN template, Set<String> attributes) {
    this.template = template;
    this.attributes = attributes;
  }

  /**
   * Reads a template, relative to the base.
   *
   * @return null for an empty text
   */
  public static @Nullable Place of(String property, String text) {
    if (text.isBlank()) {
      return null;
    }
    DN template = Checks.dn(property, text);
    Set<String> attributes = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Matcher each = ATTRIBUTE.matcher(text);
    while (each.find()) {
      attributes.add(each.group(1).strip());
    }
    return new Place(template, attributes);
  }

  /**
   * The entry to keep another below.
   *
   * @return none where the given state does not speak of it at all
   * @throws TargetFailure INVALID, when an attribute of the template is to be emptied
   */
  Optional<DN> below(DN base, TargetAttributes given) throws TargetFailure {
    for (String attribute : attributes) {
      if (!given.has(attribute)) {
        return Optional.empty();
      }
    }
    return Optional.of(filled(base, given));
  }

  /** The same for a new entry, which has to be somewhere. */
  DN ofNew(DN base, TargetAttributes given) throws TargetFailure {
    return filled(base, given);
  }

  private DN filled(DN base, TargetAttributes given) throws TargetFailure {
    DN place = base;
    RDN[] parts = template.getRDNs();
    for (int i = parts.length - 1; i >= 0; i--) {
      String[] values = parts[i].getAttributeValues();
      String[] filled = new String[values.length];
      for (int v = 0; v < values.length; v++) {
        filled[v] = filled(values[v], given);
      }
      place = new DN(new RDN(parts[i].getAttributeNames(), filled), place);
    }
    return place;
  }

  private static String filled(String value, TargetAttributes given) throws TargetFailure {
    StringBuilder filled = new StringBuilder();
    Matcher each = ATTRIBUTE.matcher(value);
    while (each.find()) {
      each.appendReplacement(
          filled, Matcher.quoteReplacement(needed(each.group(1).strip(), given)));
    }
    return each.appendTail(filled).toString();
  }

  private static String needed(String attribute, TargetAttributes given) throws TargetFailure {
    Optional<String> value = given.first(attribute).filter(v -> !v.isBlank());
    if (value.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          attribute + " has no value, and the entry's place depends on it; map one.");
    }
    return value.get();
  }
}
