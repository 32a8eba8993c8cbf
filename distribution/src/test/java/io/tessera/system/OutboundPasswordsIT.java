package io.tessera.system;

import static io.tessera.system.User.user;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords of users at a directory. */
class OutboundPasswordsIT {
  private static final Pattern PROGRAM = Pattern.compile(".*\\.(jar|jsa)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TesseraServer tessera;
  private Directory directory;

  @BeforeEach
  void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
  }

  @AfterEach
  void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void a_password_that_is_set_opens_the_account_at_the_directory_and_leaves_no_trace_here()
      throws Exception {
    String first = Passwords.fresh();
    String second = Passwords.fresh();
    String target = target(Map.of("passwords", "pass-through"));
    String id = tessera.scim().create(user("alice").password(first));
    Eventually.holds(() -> assertThat(directory.opens("alice", first)).isTrue());

    directory.stop();
    tessera.scim().set(id, "password", "\"" + second + "\"");
    tessera.scim().set(id, "title", "\"Engineer\"");
    assertThat(traces(first, second)).as("while it waits").isEmpty();
    directory.start();

    tessera.connections().awaitDelivered(target, PATIENCE);
    assertThat(directory.opens("alice", second)).isTrue();
    assertThat(directory.opens("alice", first)).isFalse();
    tessera.scim().set(id, "title", "\"Manager\"");
    tessera.connections().awaitDelivered(target, PATIENCE);
    assertThat(directory.opens("alice", second)).as("stays").isTrue();
    assertThat(told(id)).doesNotContain(first, second);
    tessera.stop();
    assertThat(traces(first, second)).isEmpty();
  }

  @Test
  void new_accounts_get_the_default_password_of_their_target() throws Exception {
    String standard = Passwords.fresh();
    String own = Passwords.fresh();
    assertThat(
            tessera
                .connections()
                .tryToAdd(
                    "directory",
                    "io.tessera.connector.ldap",
                    directory.settings(),
                    Map.of("passwords", "default"))
                .text())
        .contains("defaultPassword");
    String target = target(Map.of());
    ObjectNode present =
        (ObjectNode) tessera.http().get("/api/v1/targets/" + target).successful().json();
    ((ObjectNode) present.path("settings")).put("defaultPassword", standard);
    ((ObjectNode) present.path("delivery")).put("passwords", "default");
    Http.Answer changed =
        tessera
            .http()
            .send(
                "PUT",
                "/api/v1/targets/" + target,
                present.toString(),
                "If-Match",
                tessera.http().get("/api/v1/targets/" + target).etag());
    assertThat(changed.successful().text()).contains("defaultPassword").doesNotContain(standard);

    String id = tessera.scim().create(user("bob").password(own));
    Eventually.holds(() -> assertThat(directory.opens("bob", standard)).isTrue());
    tessera.scim().set(id, "password", "\"" + own + "\"");
    tessera.connections().awaitDelivered(target, PATIENCE);

    assertThat(directory.opens("bob", standard)).isTrue();
    assertThat(traces(standard, own)).isEmpty();
  }

  private String target(Map<String, Object> delivery) throws IOException {
    return tessera
        .connections()
        .tryToAdd("directory", "io.tessera.connector.ldap", directory.settings(), delivery)
        .successful()
        .id();
  }

  /** All that the API tells of what was delivered. */
  private String told(String id) throws IOException {
    StringBuilder all = new StringBuilder();
    for (var operation : tessera.connections().operations("resource=" + id)) {
      String path = "/api/v1/operations/" + operation.path("id").asText();
      all.append(tessera.http().get(path).text());
      all.append(tessera.http().get(path + "/calls").text());
      all.append(tessera.http().get(path + "/payload").text());
    }
    return all.append(tessera.http().get("/api/v1/audit?resource=" + id).text()).toString();
  }

  /** Files of the server that hold one of the words. */
  private List<Path> traces(String... words) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("tessera"))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !PROGRAM.matcher(file.toString()).matches())
          .filter(file -> holdsAny(file, words))
          .toList();
    }
  }

  /** As databases may write texts: two bytes for each character. */
  private static String wide(String word) {
    return String.join("\0", word.split("", -1));
  }

  private static boolean holdsAny(Path file, String... words) {
    try {
      String content = Files.readString(file, ISO_8859_1);
      return Stream.of(words)
          .anyMatch(word -> content.contains(word) || content.contains(wide(word)));
    } catch (IOException gone) {
      return false;
    }
  }
}
