package io.tessera.connector.kit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes instances of a component's configuration annotation, as Declarative Services does. */
public final class Configurations {
  private Configurations() {}

  /**
   * A configuration with the given values and otherwise the defaults.
   *
   * @param values by method name; null or missing without a default: the empty value of the type
   */
  public static <A extends Annotation> A of(Class<A> type, Map<String, ?> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> value(type, method, values)));
  }

  private static Object value(Class<?> type, Method method, Map<String, ?> values) {
    Object given = values.get(method.getName());
    if (given != null) {
      return given;
    }
    if (method.getDefaultValue() != null) {
      return method.getDefaultValue();
    }
    return switch (method.getName()) {
      case "annotationType" -> type;
      case "toString" -> "@" + type.getName();
      case "hashCode" -> values.hashCode();
      default -> emptyValue(method.getReturnType());
    };
  }

  private static Object emptyValue(Class<?> type) {
    if (type == String.class) {
      return "";
    }
    if (type.isArray()) {
      return java.lang.reflect.Array.newInstance(type.getComponentType(), 0);
    }
    return type == boolean.class ? (Object) false : type == long.class ? (Object) 0L : (Object) 0;
  }
}
