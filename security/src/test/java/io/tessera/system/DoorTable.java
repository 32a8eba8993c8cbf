package io.tessera.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** All doors and what they ask for, as the page about security has them. */
final class DoorTable {
  private static final String BEGIN = "<!-- doors: written by EnumerationIT -->\n";
  private static final String END = "<!-- end of doors -->";

  private DoorTable() {}

  /** The table that the page holds; empty when it has none. */
  static String in(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    return begin < 0 || end < begin ? "" : page.substring(begin + BEGIN.length(), end);
  }

  static String of(List<JsonNode> doors) {
    StringBuilder table = new StringBuilder("| door | request | permission |\n|---|---|---|\n");
    for (JsonNode door : doors) {
      String paths = joined(door.path("paths"));
      if (!door.path("gated").asBoolean()) {
        row(table, door.path("name").asText() + " " + paths, "any", "none; tells nothing");
      }
      boolean first = true;
      for (JsonNode route : door.path("routes")) {
        String name = first ? door.path("name").asText() + " " + paths : "";
        row(
            table,
            name,
            request(route),
            "`" + Route.joined(route.path("permissions")).replace(" and ", "` `") + "`");
        first = false;
      }
    }
    return table.toString();
  }

  private static String request(JsonNode route) {
    String operation = route.path("operation").asText();
    return operation.isEmpty()
        ? "`" + (route.path("method").asText() + " " + route.path("path").asText()).strip() + "`"
        : "`" + operation + "`";
  }

  private static String joined(JsonNode texts) {
    List<String> quoted = new ArrayList<>();
    texts.forEach(text -> quoted.add("`" + text.asText() + "`"));
    return String.join(" ", quoted);
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
