package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the service writes users, or groups.
 *
 * @param fields where their attributes are
 * @param id where the id is in an object
 * @param object where the object is in an answer that tells one
 * @param list where the array is in an answer that tells several
 * @param key the attribute that identifies one that exists
 * @param active where it says whether a user may be used; null: nowhere
 */
record Shape(
    List<Field> fields,
    Pointer id,
    Pointer object,
    Pointer list,
    String key,
    @Nullable Mark active) {
  /** Where it is said whether a user may be used, and how. */
  record Mark(Pointer pointer, Json enabled, Json disabled) {
    Json value(Activity wanted) {
      return wanted == Activity.ENABLED ? enabled : disabled;
    }
  }

  Shape {
    fields = List.copyOf(fields);
  }

  static List<Field> fields(String property, String[] lines) {
    List<Field> fields = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        try {
          Field field = Field.of(line);
          fields.add(field);
          if (!names.add(field.attribute())) {
            throw new IllegalArgumentException(field.attribute() + " is there twice");
          }
        } catch (IllegalArgumentException wrong) {
          throw new ConfigurationException(property, wrong.getMessage() + ".");
        }
      }
    }
    return fields;
  }

  Optional<Field> field(String attribute) {
    return fields.stream().filter(f -> f.attribute().equals(attribute)).findFirst();
  }

  /** The object in an answer. */
  Optional<Json> objectIn(Json answer) {
    return object.in(answer).filter(o -> o instanceof Json.Members);
  }

  Optional<RemoteId> idIn(Json one) {
    return id.textIn(one).filter(t -> !t.isEmpty()).map(RemoteId::new);
  }

  /** What an object says; of those fields that are read. */
  TargetAttributes read(Json one) {
    TargetAttributes.Builder attributes = TargetAttributes.builder();
    for (Field field : fields) {
      List<String> values = field.isRead() ? field.values(one) : List.<String>of();
      if (!values.isEmpty()) {
        attributes.put(field.attribute(), values);
      }
    }
    return attributes.build();
  }

  @Nullable Activity activity(Json one) {
    if (active == null) {
      return null;
    }
    Json said = active.pointer().in(one).orElse(Json.NULL);
    if (said.equals(active.enabled())) {
      return Activity.ENABLED;
    }
    return said.equals(active.disabled()) ? Activity.DISABLED : null;
  }
}
