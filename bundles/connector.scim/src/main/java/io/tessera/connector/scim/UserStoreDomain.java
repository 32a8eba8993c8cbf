package io.tessera.connector.scim;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The user store of the service that names belong to, written in front of them: {@code
 * SALES/alice}.
 *
 * @param prefix with the slash; empty: the service's primary one
 */
record UserStoreDomain(String prefix) {
  private static final String PRIMARY = "PRIMARY";

  static UserStoreDomain of(String property, String name) {
    String domain = name.strip();
    if (domain.indexOf('/') >= 0) {
      throw new ConfigurationException(property, "holds a slash; name the domain alone.");
    }
    boolean primary = domain.isEmpty() || domain.equalsIgnoreCase(PRIMARY);
    return new UserStoreDomain(primary ? "" : domain + "/");
  }

  /** Whether names begin with something that is not part of them. */
  boolean isNamed() {
    return !prefix.isEmpty();
  }

  /** With names as the service has them. */
  TargetAttributes outward(ObjectType type, TargetAttributes attributes) {
    return changed(type, attributes, name -> has(name) ? name : prefix + name);
  }

  /** With names as we have them. */
  TargetAttributes inward(ObjectType type, TargetAttributes attributes) {
    return changed(type, attributes, name -> has(name) ? name.substring(prefix.length()) : name);
  }

  /** Whether an account belongs to the domain, by its name in the service. */
  boolean holds(ObjectType type, TargetAttributes attributes) {
    return attributes.first(nameOf(type)).map(this::has).orElse(true);
  }

  private boolean has(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
  }

  private static String nameOf(ObjectType type) {
    return type == ObjectType.USER ? "userName" : "displayName";
  }

  private TargetAttributes changed(
      ObjectType type, TargetAttributes attributes, UnaryOperator<String> change) {
    String name = nameOf(type);
    if (!isNamed() || !attributes.has(name)) {
      return attributes;
    }
    Map<String, List<String>> all = new LinkedHashMap<>(attributes.asMap());
    List<String> names = new ArrayList<>(attributes.all(name));
    names.replaceAll(change);
    all.put(name, names);
    return TargetAttributes.of(all);
  }
}
