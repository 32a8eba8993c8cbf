package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageIT {
  private static final int USERS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  @TempDir Path folder;

  @Test
  void a_directory_that_was_away_catches_up_in_order_and_doubles_nothing() throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"));
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      String target =
          tessera
              .connections()
              .addTarget("directory", "io.tessera.connector.ldap", directory.settings());
      tessera.scim().create(user("before"));
      Eventually.holds(() -> assertThat(directory.person("before")).isPresent());

      directory.stop();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        ids.add(tessera.scim().create(user("away" + i).title("1")));
      }
      for (String id : ids) {
        tessera.scim().set(id, "title", "\"2\"");
      }
      assertThat(tessera.connections().waiting(target)).isGreaterThanOrEqualTo(USERS);
      directory.start();

      tessera.connections().awaitDelivered(target, PATIENCE);
      Map<String, String> titles =
          directory.people().stream()
              .filter(entry -> entry.hasAttribute("title"))
              .collect(Collectors.toMap(OutageIT::uid, entry -> entry.getAttributeValue("title")));
      assertThat(titles).hasSize(USERS).allSatisfy((uid, t) -> assertThat(t).isEqualTo("2"));
      assertThat(directory.people()).hasSize(USERS + 1);
      Chronicle chronicle = Chronicle.of(directory.journal());
      assertThat(chronicle.createdMoreThanOnce()).isEmpty();
      assertThat(chronicle.writtenOutOfOrder()).isEmpty();
    }
  }

  private static String uid(SearchResultEntry entry) {
    return entry.getAttributeValue("uid");
  }
}
