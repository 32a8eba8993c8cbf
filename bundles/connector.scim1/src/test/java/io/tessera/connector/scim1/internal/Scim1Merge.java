package io.tessera.connector.scim1.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tessera.connector.scim1.internal.Scim1Double.Refusal;
import java.util.Iterator;
import java.util.Map;

/** What a PATCH of SCIM 1.1 does (draft-scim-api-01 section 3.3.2). */
final class Scim1Merge {
  private static final String ENTERPRISE = "urn:scim:schemas:extension:enterprise:1.0";

  /** Clears first, then merges. */
  void into(ObjectNode resource, ObjectNode partial) throws Refusal {
    for (JsonNode name : partial.at("/meta/attributes")) {
      clear(resource, name.asText());
    }
    merge(resource, partial);
  }

  private static void clear(ObjectNode resource, String name) throws Refusal {
    if (name.startsWith("urn:") && !name.startsWith(ENTERPRISE + ":")) {
      throw new Refusal(400, "No schema has " + name);
    }
    if (name.startsWith(ENTERPRISE + ":")) {
      clear(resource.withObjectProperty(ENTERPRISE), name.substring(ENTERPRISE.length() + 1));
      return;
    }
    if (name.indexOf('[') >= 0) {
      throw new Refusal(400, "Elements are not selected in SCIM 1.1");
    }
    int dot = name.indexOf('.');
    if (dot < 0) {
      resource.remove(name);
    } else if (resource.path(name.substring(0, dot)) instanceof ObjectNode complex) {
      complex.remove(name.substring(dot + 1));
    }
  }

  private static void merge(ObjectNode resource, ObjectNode partial) throws Refusal {
    for (Map.Entry<String, JsonNode> each : partial.properties()) {
      String name = each.getKey();
      JsonNode value = each.getValue();
      if (name.equals("meta") || name.equals("schemas")) {
        continue;
      }
      if (value instanceof ArrayNode elements) {
        elements(resource.withArrayProperty(name), elements);
      } else if (value instanceof ObjectNode complex) {
        merge(resource.withObjectProperty(name), complex);
      } else {
        resource.set(name, value);
      }
    }
  }

  private static void elements(ArrayNode present, ArrayNode given) throws Refusal {
    for (JsonNode each : given) {
      if (!each.isObject()) {
        throw new Refusal(400, "An element is no object");
      }
      String value = each.path("value").asText();
      boolean delete = each.path("operation").asText().equals("delete");
      boolean found = remove(present, value) && !value.isEmpty();
      if (!delete) {
        present.add(each);
      } else if (value.isEmpty() && !found) {
        throw new Refusal(400, "Nothing says which element to delete");
      }
    }
  }

  private static boolean remove(ArrayNode present, String value) {
    boolean removed = false;
    Iterator<JsonNode> elements = present.iterator();
    while (elements.hasNext()) {
      if (!value.isEmpty() && elements.next().path("value").asText().equals(value)) {
        elements.remove();
        removed = true;
      } else if (value.isEmpty()) {
        elements.next();
      }
    }
    return removed;
  }

  void removeMember(ObjectNode group, String id) {
    if (group.path("members") instanceof ArrayNode members) {
      remove(members, id);
    }
  }
}
