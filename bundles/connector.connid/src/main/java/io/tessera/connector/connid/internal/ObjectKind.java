package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeInfo;
import org.identityconnectors.framework.common.objects.AttributeUtil;
import org.identityconnectors.framework.common.objects.BaseConnectorObject;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.ObjectClassInfo;
import org.identityconnectors.framework.common.objects.OperationalAttributes;
import org.identityconnectors.framework.common.objects.Uid;
import org.jspecify.annotations.Nullable;

/** An object class of a connector, and how its attributes are written. */
final class ObjectKind {
  private final ObjectClass objectClass;
  private final @Nullable ObjectClassInfo info;
  private final Map<String, AttributeInfo> attributes = new HashMap<>();
  private final boolean pages;

  /**
   * @param info null: the connector tells no schema
   * @param pages whether it gives pages with cookies
   */
  ObjectKind(ObjectClass objectClass, @Nullable ObjectClassInfo info, boolean pages) {
    this.objectClass = objectClass;
    this.info = info;
    this.pages = pages;
    if (info != null) {
      info.getAttributeInfo().forEach(a -> attributes.put(fold(a.getName()), a));
    }
  }

  ObjectClass objectClass() {
    return objectClass;
  }

  boolean pages() {
    return pages;
  }

  Optional<ObjectClassInfo> info() {
    return Optional.ofNullable(info);
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether accounts can be disabled; unless it is known that not, it is tried. */
  boolean knowsActivity() {
    return info == null || attributes.containsKey(fold(OperationalAttributes.ENABLE_NAME));
  }

  /** What to ask for, besides what shall be found; empty: what the connector gives by itself. */
  List<String> wanted(TargetAttributes named) {
    if (info == null) {
      return List.of();
    }
    List<String> wanted = new ArrayList<>();
    for (AttributeInfo attribute : info.getAttributeInfo()) {
      boolean asked =
          attribute.isReturnedByDefault()
              || attribute.is(OperationalAttributes.ENABLE_NAME)
              || named.names().stream().anyMatch(attribute::is);
      if (asked && attribute.isReadable() && !attribute.is(OperationalAttributes.PASSWORD_NAME)) {
        wanted.add(attribute.getName());
      }
    }
    return wanted;
  }

  /**
   * An attribute as the connector wants it.
   *
   * @throws TargetFailure INVALID: a value is not of its type
   */
  Attribute attribute(String name, List<String> texts) throws TargetFailure {
    AttributeInfo declared = attributes.get(fold(name));
    Class<?> type = declared == null ? typeOf(name) : declared.getType();
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      try {
        values.add(Values.typed(type, text));
      } catch (IllegalArgumentException malformed) {
        throw TargetFailure.of(
            FailureKind.INVALID, "The value of " + name + " is no " + type.getSimpleName() + ".");
      }
    }
    return AttributeBuilder.build(declared == null ? name : declared.getName(), values);
  }

  private static Class<?> typeOf(String name) {
    if (name.equals(OperationalAttributes.PASSWORD_NAME)) {
      return org.identityconnectors.common.security.GuardedString.class;
    }
    return name.equals(OperationalAttributes.ENABLE_NAME) ? Boolean.class : String.class;
  }

  /** All that can be told: no secrets, and not what has a place of its own. */
  TargetAttributes texts(BaseConnectorObject found) {
    TargetAttributes.Builder texts = TargetAttributes.builder();
    for (Attribute attribute : found.getAttributes()) {
      if (attribute.is(Uid.NAME)
          || attribute.is(OperationalAttributes.ENABLE_NAME)
          || attribute.is(OperationalAttributes.PASSWORD_NAME)) {
        continue;
      }
      List<String> values = new ArrayList<>();
      List<?> all = attribute.getValue() == null ? List.of() : attribute.getValue();
      all.forEach(v -> Values.text(v).ifPresent(values::add));
      texts.put(attribute.getName(), values);
    }
    return texts.build();
  }

  static @Nullable Activity activity(ConnectorObject found) {
    Attribute enabled = found.getAttributeByName(OperationalAttributes.ENABLE_NAME);
    if (enabled == null || !(AttributeUtil.getSingleValue(enabled) instanceof Boolean on)) {
      return null;
    }
    return on ? Activity.ENABLED : Activity.DISABLED;
  }

  /** The name among the attributes of an operation; empty when it has none. */
  static Optional<String> name(TargetAttributes wanted) {
    return wanted.first(Name.NAME).filter(n -> !n.isEmpty());
  }
}
