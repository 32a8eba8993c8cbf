package io.tessera.connector.connid.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.connid.SyncingConnector;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The released CSV directory connector, and files. */
class CsvDirectoryTest {
  @TempDir Path folder;
  private ReleasedJar jar;
  private SyncingConnector connector;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    file = Files.writeString(folder.resolve("people.csv"), "id,title\n");
    jar = ReleasedJar.open("csvdir");
    connector = jar.connector(ReleasedJar.CSVDIR, settings());
  }

  @AfterEach
  void close() throws IOException {
    connector.close();
    jar.close();
  }

  private Map<String, Object> settings() {
    return new HashMap<>(UnloadTest.CsvFolder.settings(folder));
  }

  @Test
  void a_person_is_created_changed_and_removed_in_the_file() throws Exception {
    RemoteId id = applied(apply(Action.CREATE, null, "alice", "one"));
    assertThat(Files.readString(file)).contains("alice").contains("one");
    applied(apply(Action.UPDATE, id, "alice", "two"));
    assertThat(Files.readString(file)).contains("two");
    assertThat(read("alice")).isInstanceOf(Reading.Found.class);
    applied(apply(Action.DELETE, id, "alice", "two"));
    applied(apply(Action.DELETE, id, "alice", "two"));
    assertThat(read("alice")).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void what_it_does_not_say_is_found_out() throws Exception {
    applied(apply(Action.CREATE, null, "alice", "one"));
    assertThat(kind(apply(Action.CREATE, null, "alice", "one"))).isEqualTo(FailureKind.CONFLICT);
    assertThat(kind(apply(Action.UPDATE, new RemoteId("bob"), "bob", "x")))
        .isEqualTo(FailureKind.GONE);
  }

  @Test
  void a_connector_that_gives_no_pages_is_listed_in_pages_all_the_same() throws Exception {
    for (int i = 0; i < 7; i++) {
      applied(apply(Action.CREATE, null, "person" + i, "x"));
    }
    List<String> seen = new ArrayList<>();
    Search search = Search.first(ObjectType.USER, 3);
    while (true) {
      Listing.Page page = (Listing.Page) connector.search(search);
      page.accounts().forEach(a -> seen.add(a.id().value()));
      if (page.nextIfAny().isEmpty()) {
        break;
      }
      search = search.after(page.nextIfAny().get());
    }
    assertThat(seen)
        .containsExactly(
            "person0", "person1", "person2", "person3", "person4", "person5", "person6");
  }

  @Test
  void changes_of_the_file_are_told() throws Exception {
    RemoteChanges.Known first = (RemoteChanges.Known) connector.changes(ObjectType.USER, null, 10);
    assertThat(first.changes()).isEmpty();
    applied(apply(Action.CREATE, null, "alice", "one"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    RemoteChanges.Known next =
        (RemoteChanges.Known) connector.changes(ObjectType.USER, first.token(), 10);
    assertThat(next.changes()).extracting(c -> c.id().value()).containsExactly("alice");
    RemoteChanges.Known last =
        (RemoteChanges.Known) connector.changes(ObjectType.USER, next.token(), 10);
    assertThat(last.changes()).isEmpty();
  }

  @Test
  void what_is_to_be_set_is_named_before_anything_runs() {
    Map<String, Object> settings = settings();
    settings.remove("sourcePath");
    assertThatThrownBy(() -> jar.connector(ReleasedJar.CSVDIR, settings))
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.property()).isEqualTo("sourcePath"));
    Map<String, Object> wrong = settings();
    wrong.put(HostSettings.TIMEOUT, 5);
    assertThatThrownBy(() -> jar.connector(ReleasedJar.CSVDIR, wrong))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("100 to 600000");
  }

  @Test
  void settings_the_connector_refuses_fail_the_first_step_of_the_test() throws Exception {
    Map<String, Object> settings = settings();
    settings.put("encoding", "no-such-encoding");
    SyncingConnector odd = jar.connector(ReleasedJar.CSVDIR, settings);
    List<Testable.Step> steps = odd.test();
    odd.close();
    assertThat(steps).singleElement().matches(s -> !s.passed());
  }

  @Test
  void an_object_class_that_is_not_there_is_told_with_those_that_are() throws Exception {
    Map<String, Object> settings = settings();
    settings.put(HostSettings.USER_CLASS, "robot");
    SyncingConnector odd = jar.connector(ReleasedJar.CSVDIR, settings);
    List<Testable.Step> steps = odd.test();
    odd.close();
    assertThat(steps).last().matches(s -> !s.passed() && s.detail().contains("__ACCOUNT__"));
  }

  private Reading read(String name) throws InterruptedException {
    return connector.read(new Lookup(ObjectType.USER, null, named(name, "x")));
  }

  private Outcome apply(Action action, @Nullable RemoteId id, String name, String title)
      throws InterruptedException {
    return connector.apply(
        new Operation(
            new OperationKey(UUID.randomUUID().toString()),
            action,
            ObjectType.USER,
            1,
            id,
            named(name, title),
            null,
            MemberDelta.NONE));
  }

  private static TargetAttributes named(String name, String title) {
    return TargetAttributes.builder().put("__NAME__", name).put("title", title).build();
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static FailureKind kind(Outcome outcome) {
    return ((Outcome.Failed) outcome).kind();
  }
}
