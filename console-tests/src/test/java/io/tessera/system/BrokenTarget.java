package io.tessera.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

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
    BrokenTarget target = guarding(installation, name, 0);
    Http http = installation.tessera().http();
    Http.Answer read = http.get(target.path()).successful();
    ObjectNode document = (ObjectNode) read.json();
    ((ArrayNode) document.path("policyMap").path("user"))
        .addObject()
        .put("attribute", "badgeColour")
        .putArray("from")
        .add("title");
    http.send("PUT", target.path(), document.toString(), "If-Match", read.etag()).successful();
    return target;
  }

  /** Lets so many accounts go within an hour; 0 for any number. */
  static BrokenTarget guarding(Installation installation, String name, int most)
      throws IOException {
    Http.Answer added =
        installation
            .tessera()
            .connections()
            .tryToAdd(
                name,
                "io.tessera.connector.ldap",
                installation.directory().settings(),
                Map.of("guard", Map.of("most", most, "percent", 1)))
            .successful();
    return new BrokenTarget(installation.tessera(), added.id());
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
