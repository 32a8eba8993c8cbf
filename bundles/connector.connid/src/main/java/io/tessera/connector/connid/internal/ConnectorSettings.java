package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.ConfigurationException;
import java.io.File;
import java.lang.reflect.Array;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConfigurationProperties;
import org.identityconnectors.framework.api.ConfigurationProperty;
import org.jspecify.annotations.Nullable;

/** Brings what an operator set into the types a connector declares. */
final class ConnectorSettings {
  private ConnectorSettings() {}

  static void set(APIConfiguration configuration, Map<String, ?> given) {
    ConfigurationProperties properties = configuration.getConfigurationProperties();
    for (String name : properties.getPropertyNames()) {
      ConfigurationProperty property = properties.getProperty(name);
      @Nullable Object value = given.get(Form.settingOf(property));
      if (value != null) {
        property.setValue(typed(property, value));
      } else if (property.isRequired() && property.getValue() == null) {
        throw new ConfigurationException(Form.settingOf(property), "is missing; set it.");
      }
    }
  }

  private static Object typed(ConfigurationProperty property, Object value) {
    Class<?> type = property.getType();
    try {
      if (!type.isArray()) {
        return single(type, texts(value).stream().findFirst().orElse(""));
      }
      List<String> texts = texts(value);
      Object array = Array.newInstance(type.getComponentType(), texts.size());
      for (int i = 0; i < texts.size(); i++) {
        Array.set(array, i, single(type.getComponentType(), texts.get(i)));
      }
      return array;
    } catch (IllegalArgumentException malformed) {
      throw new ConfigurationException(
          Form.settingOf(property), "is no " + type.getSimpleName() + ".");
    }
  }

  private static List<String> texts(Object value) {
    if (value instanceof Object[] many) {
      return Arrays.stream(many).map(String::valueOf).toList();
    }
    return value instanceof Collection<?> many
        ? many.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }

  private static Object single(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == GuardedString.class) {
      return new GuardedString(text.toCharArray());
    }
    if (type == GuardedByteArray.class) {
      return new GuardedByteArray(Base64.getDecoder().decode(text));
    }
    if (type == File.class) {
      return new File(text);
    }
    if (type == URI.class) {
      return URI.create(text);
    }
    return primitive(type, text);
  }

  private static Object primitive(Class<?> type, String text) {
    if (type == boolean.class || type == Boolean.class) {
      return truth(text);
    }
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    }
    if (type == float.class || type == Float.class) {
      return Float.valueOf(text);
    }
    if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    }
    if ((type == char.class || type == Character.class) && text.length() == 1) {
      return text.charAt(0);
    }
    throw new IllegalArgumentException("not supported");
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }
}
