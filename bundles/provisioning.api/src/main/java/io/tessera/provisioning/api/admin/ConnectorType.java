package io.tessera.provisioning.api.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of connector that a started bundle offers, as its Metatype describes it.
 *
 * @param id the factory PID, e.g. {@code io.tessera.connector.ldap}
 * @param bundle symbolic name and version of the bundle
 * @param abilities what its connectors can do besides bringing changes
 * @param icon an SVG document; null when the bundle brings none
 * @param remark that this version was put back in place of one that failed, and why; mostly empty
 */
public record ConnectorType(
    String id,
    String name,
    String description,
    String bundle,
    String remark,
    Set<Ability> abilities,
    @Nullable String icon,
    List<Property> properties) {
  public ConnectorType {
    abilities = Set.copyOf(abilities);
    properties = List.copyOf(properties);
  }

  public Optional<String> iconIfAny() {
    return Optional.ofNullable(icon);
  }

  public Optional<Property> property(String id) {
    return properties.stream().filter(p -> p.id().equals(id)).findFirst();
  }

  /** What kind of value a property takes. */
  public enum Kind {
    TEXT,
    SECRET,
    BOOLEAN,
    INTEGER,
    DECIMAL
  }

  /**
   * One field of the configuration form.
   *
   * @param id the configuration property, e.g. {@code base.dn}
   * @param many whether it takes a list
   * @param defaults what holds when nothing is said
   * @param options the only values allowed; empty when any
   * @param min least number, or null
   * @param max greatest number, or null
   */
  public record Property(
      String id,
      String name,
      String description,
      Kind kind,
      boolean required,
      boolean many,
      List<String> defaults,
      List<String> options,
      @Nullable String min,
      @Nullable String max) {
    public Property {
      defaults = List.copyOf(defaults);
      options = List.copyOf(options);
    }
  }
}
