package io.tessera.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;

/** A target of a test's own at the shared directory, which is removed in the end. */
final class BrokenTarget implements AutoCloseable {
  private final TesseraServer tessera;
  private final String id;

  private BrokenTarget(TesseraServer tessera, String id) {
    this.tessera = tessera;
    this.id = id;
  }

  /** Sends every title as an attribute that no directory knows, so that it is refused. */
  static BrokenTarget refusingTitles(Installation installation, String name) throws IOException {
    ArrayNode rows = Http.JSON.createArrayNode();
    row(rows, "uid", "userName");
    row(rows, "cn", "displayName");
    row(rows, "sn", "name.familyName");
    row(rows, "badgeColour", "title");
    ObjectNode map = Http.JSON.createObjectNode();
    map.set("user", rows);
    map.putArray("group");
    return added(installation, name, document -> document.set("policyMap", map));
  }

  private static void row(ArrayNode rows, String attribute, String from) {
    rows.addObject().put("attribute", attribute).putArray("from").add(from);
  }

  /** Lets so many accounts go within an hour; 0 for any number. */
  static BrokenTarget guarding(Installation installation, String name, int most)
      throws IOException {
    return added(
        installation,
        name,
        document ->
            document.putObject("delivery").putObject("guard").put("most", most).put("percent", 1));
  }

  private static BrokenTarget added(
      Installation installation, String name, Consumer<ObjectNode> more) throws IOException {
    Http http = installation.tessera().http();
    if (http.get("/api/v1/identity-providers?name=broken").json().path("items").isEmpty()) {
      http.post("/api/v1/identity-providers", "{\"name\":\"broken\"}").successful();
    }
    ObjectNode document =
        Http.JSON
            .createObjectNode()
            .put("name", name)
            .put("identityProvider", "broken")
            .put("connectorType", "io.tessera.connector.ldap");
    document.set("settings", Http.JSON.valueToTree(installation.directory().settings()));
    more.accept(document);
    String id = http.post("/api/v1/targets", document.toString()).successful().id();
    return new BrokenTarget(installation.tessera(), id);
  }

  String id() {
    return id;
  }

  private String path() {
    return "/api/v1/targets/" + id;
  }

  @Override
  public void close() throws IOException {
    tessera.http().send("DELETE", path(), "", "If-Match", "*").successful();
  }
}
