package ${package};

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user as the service writes it: {@code id=7&name=alice&active=true&title=Engineer}. */
record Form(Map<String, List<String>> fields) {
  private static final String ID = "id";
  private static final String ACTIVE = "active";

  /**
   * Reads one that has an id.
   *
   * @throws IllegalArgumentException it is something else
   */
  static Form user(String text) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String field : text.split("&", -1)) {
      int end = field.indexOf('=');
      if (end < 1) {
        throw new IllegalArgumentException("no field");
      }
      String value = URLDecoder.decode(field.substring(end + 1), UTF_8);
      fields
          .computeIfAbsent(URLDecoder.decode(field.substring(0, end), UTF_8), n -> new ArrayList<>())
          .add(value);
    }
    if (fields.getOrDefault(ID, List.of("")).get(0).isEmpty()) {
      throw new IllegalArgumentException("no id");
    }
    return new Form(fields);
  }

  /** Of a desired state; an attribute without values is sent empty. */
  static String text(TargetAttributes attributes, Activity activity) {
    List<String> fields = new ArrayList<>();
    attributes
        .asMap()
        .forEach(
            (name, values) ->
                (values.isEmpty() ? List.of("") : values)
                    .forEach(value -> fields.add(encoded(name) + "=" + encoded(value))));
    if (activity != null) {
      fields.add(ACTIVE + "=" + (activity == Activity.ENABLED));
    }
    return String.join("&", fields);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  RemoteId id() {
    return new RemoteId(fields.get(ID).get(0));
  }

  TargetAttributes attributes() {
    Map<String, List<String>> others = new LinkedHashMap<>(fields);
    others.remove(ID);
    others.remove(ACTIVE);
    return TargetAttributes.of(others);
  }

  Account account() {
    boolean active = fields.getOrDefault(ACTIVE, List.of()).contains("true");
    return new Account(id(), attributes(), active ? Activity.ENABLED : Activity.DISABLED, null);
  }
}
