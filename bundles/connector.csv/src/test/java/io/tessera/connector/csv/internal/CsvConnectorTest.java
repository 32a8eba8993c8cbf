package io.tessera.connector.csv.internal;

import static io.tessera.connector.csv.internal.Operations.creation;
import static io.tessera.connector.csv.internal.Operations.deletion;
import static io.tessera.connector.csv.internal.Operations.person;
import static io.tessera.connector.csv.internal.Operations.update;
import static io.tessera.connector.spi.FailureKind.CONFIGURATION;
import static io.tessera.connector.spi.FailureKind.INVALID;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvConnectorTest {
  private Exchange exchange;

  @TempDir private Path folder;

  @BeforeEach
  void prepare() {
    exchange = new Exchange(folder);
  }

  @AfterEach
  void end() {
    exchange.close();
  }

  private static TargetAttributes with(String login, String attribute, String... values) {
    return TargetAttributes.builder().put("login", login).put(attribute, values).build();
  }

  // What others wrote

  @Test
  void lines_that_nobody_changes_stay_as_they_are_to_the_last_quote() throws Exception {
    exchange.users(
        "login,\"their own\",note\n"
            + "\"alice\",  x ,'a'\r\n"
            + "\n"
            + "bob,\"1\n2\",\"say \"\"hi\"\"\"\n"
            + "carol,,\n");
    exchange.applied(update("carol", with("carol", "note", "a,b")));
    exchange.applied(creation(person("dave")));
    assertThat(exchange.text())
        .isEqualTo(
            "login,\"their own\",note\n"
                + "\"alice\",  x ,'a'\r\n"
                + "\n"
                + "bob,\"1\n2\",\"say \"\"hi\"\"\"\n"
                + "carol,,\"a,b\"\n"
                + "dave,,\n");
  }

  @Test
  void an_operation_that_changes_nothing_writes_nothing() throws Exception {
    exchange.users("login,note\nalice,x\n");
    Stamp before = Stamp.of(exchange.users());
    exchange.applied(update("alice", with("alice", "note", "x")));
    exchange.applied(deletion("nobody"));
    assertThat(Stamp.of(exchange.users())).isEqualTo(before);
  }

  @Test
  void what_others_change_between_our_changes_is_respected() throws Exception {
    exchange.users("login,note\nalice,x\n");
    exchange.applied(creation(person("bob")));
    exchange.users("login,note\nalice,y\nbob,z\n");
    exchange.applied(update("bob", with("bob", "note", "w")));
    assertThat(exchange.text()).isEqualTo("login,note\nalice,y\nbob,w\n");
  }

  @Test
  void a_change_of_others_that_shows_neither_in_size_nor_in_time_is_seen() throws Exception {
    exchange.users("login,note\nalice,x\n");
    exchange.read("alice");
    FileTime modified = Files.getLastModifiedTime(exchange.users());
    exchange.users("login,note\nalice,y\n");
    Files.setLastModifiedTime(exchange.users(), modified);
    Reading.Found found = (Reading.Found) exchange.read("alice");
    assertThat(found.observed().all("note")).containsExactly("y");
  }

  @Test
  void a_change_of_others_while_we_work_is_not_overwritten() throws Exception {
    exchange.users("id,login\n1,alice\n").with("userIdColumn", "id");
    exchange.withIds(
        () -> {
          exchange.users("id,login\n1,alice\n2,theirs\n");
          return "new";
        });
    assertThat(exchange.failed(creation(person("bob"))).kind()).isEqualTo(TRANSIENT);
    assertThat(exchange.text()).isEqualTo("id,login\n1,alice\n2,theirs\n");
  }

  @Test
  void lines_that_others_add_without_an_id_get_one_that_stays() throws Exception {
    exchange.users("id,login\n,alice\n7,bob\n").with("userIdColumn", "id");
    Reading.Found found = (Reading.Found) exchange.read("alice");
    String id = found.remoteId().value();
    assertThat(exchange.text()).isEqualTo("id,login\n" + id + ",alice\n7,bob\n");
    exchange.applied(update(id, person("alicia")));
    assertThat(exchange.text()).isEqualTo("id,login\n" + id + ",alicia\n7,bob\n");
  }

  // Encodings and signs

  @ParameterizedTest
  @CsvSource({
    "UTF-8, ''",
    "UTF-8, '\uFEFF'",
    "UTF-16, '\uFEFF'",
    "UTF-16LE, '\uFEFF'",
    "UTF-16BE, ''",
    "windows-1252, ''"
  })
  void the_encoding_the_mark_and_the_line_ends_of_a_file_are_kept(String name, String mark)
      throws Exception {
    Charset charset = Charset.forName(name);
    Charset written = name.equals("UTF-16") ? StandardCharsets.UTF_16BE : charset;
    exchange.users(mark + "login;note\r\nzoë;é\r\n", written);
    exchange.with("encoding", name).with("delimiter", ";");
    exchange.applied(creation(with("björn", "note", "a;ü")));
    assertThat(exchange.text("users.csv", written))
        .isEqualTo(mark + "login;note\r\nzoë;é\r\nbjörn;\"a;ü\"\r\n");
  }

  @Test
  void a_value_that_the_encoding_does_not_know_is_refused_and_not_replaced() throws Exception {
    exchange.users("login,note\n").with("encoding", "ISO-8859-1");
    assertThat(exchange.failed(creation(with("a", "note", "山"))).kind()).isEqualTo(INVALID);
    assertThat(exchange.text()).isEqualTo("login,note\n");
  }

  @Test
  void tabs_and_other_quotes_will_do() throws Exception {
    exchange.users("login\tnote\n").with("delimiter", "tab").with("quote", "'");
    exchange.applied(creation(with("o'neil", "note", "a\tb")));
    assertThat(exchange.text()).isEqualTo("login\tnote\n'o''neil'\t'a\tb'\n");
  }

  // Malformed files

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|Line 1",
        "login,note\nalice,x\nbob,\"y\n|Line 3",
        "login,note\nalice,\"x\"y\nbob,y\n|Line 2",
        "login,note\nalice,\"1\n2\"\nbob\n|Line 4",
        "login,note\n\nbob,x,y\n|Line 3",
        "login,note\nalice,x\nbob,y\nalice,z\n|Line 4",
        "login,note\n,x\n|Line 2",
        "login,note\nalice,x\nbo|Line 3",
        "login,note,Note\nalice,x,y\n|Line 1",
        "name,note\nalice,x\n|Line 1"
      })
  void a_malformed_file_is_refused_with_its_line_and_left_alone(String fileAndLine)
      throws Exception {
    String file = fileAndLine.substring(0, fileAndLine.indexOf('|'));
    exchange.users(file);
    Failed failed = exchange.failed(creation(person("new")));
    assertThat(failed.kind()).isEqualTo(CONFIGURATION);
    assertThat(failed.detail())
        .contains(fileAndLine.substring(fileAndLine.indexOf('|') + 1) + " ")
        .doesNotContain("alice");
    assertThat(exchange.text()).isEqualTo(file);
    assertThat(exchange.latest().test()).anyMatch(s -> s.name().equals("read the user file"));
    assertThat(exchange.latest().test()).last().matches(s -> !s.passed());
  }

  @Test
  void two_lines_with_the_same_id_are_refused() throws Exception {
    exchange.users("id,login\n1,alice\n1,bob\n").with("userIdColumn", "id");
    assertThat(exchange.failed(creation(person("c"))).detail()).contains("Line 3", "line 2");
  }

  @Test
  void a_file_of_another_encoding_is_refused_with_the_line() throws Exception {
    exchange.users("login,note\nalice,x\nzoë,y\n", StandardCharsets.ISO_8859_1);
    Failed failed = exchange.failed(creation(person("new")));
    assertThat(failed.kind()).isEqualTo(CONFIGURATION);
    assertThat(failed.detail()).contains("Line 3", "UTF-8");
    exchange.users("\uFEFFlogin,note\n", StandardCharsets.UTF_16LE);
    assertThat(exchange.failed(creation(person("new"))).detail()).contains("UTF-16LE");
  }

  @Test
  void a_file_that_is_repaired_works_again() throws Exception {
    exchange.users("login\nalice\nalice\n");
    exchange.failed(creation(person("bob")));
    exchange.users("login\nalice\n");
    exchange.applied(creation(person("bob")));
    assertThat(exchange.text()).isEqualTo("login\nalice\nbob\n");
  }

  @Test
  void a_last_line_without_a_line_break_may_be_allowed() throws Exception {
    exchange.users("login\nalice").with("lastLineEnds", false);
    exchange.applied(creation(person("bob")));
    assertThat(exchange.text()).isEqualTo("login\nalice\nbob\n");
  }

  @Test
  void a_file_that_is_not_there_is_not_made() throws Exception {
    assertThat(exchange.failed(creation(person("a"))).kind()).isEqualTo(CONFIGURATION);
    assertThat(exchange.users()).doesNotExist();
    assertThat(exchange.latest().test())
        .extracting(Step::name)
        .containsExactly("find the user file");
  }

  @Test
  void a_file_that_is_too_big_is_refused() throws Exception {
    exchange.users("login\n" + "x".repeat(1_100_000) + "\n").with("maxMegabytes", 1);
    assertThat(exchange.failed(creation(person("a"))).kind()).isEqualTo(CONFIGURATION);
  }

  // Accounts

  @Test
  void several_values_are_joined_where_the_column_holds_several() throws Exception {
    exchange.users("login,mail\n").with("userMultiValuedColumns", new String[] {"Mail"});
    exchange.applied(creation(with("alice", "mail", "a@x", "b@x")));
    assertThat(exchange.text()).isEqualTo("login,mail\nalice,a@x;b@x\n");
    Reading.Found found = (Reading.Found) exchange.read("alice");
    assertThat(found.observed().all("mail")).containsExactly("a@x", "b@x");
    assertThat(exchange.failed(creation(with("b", "mail", "a;b"))).kind()).isEqualTo(INVALID);
  }

  @Test
  void several_values_do_not_go_into_a_column_for_one() throws Exception {
    exchange.users("login,mail\n");
    assertThat(exchange.failed(creation(with("a", "mail", "x", "y"))).kind()).isEqualTo(INVALID);
  }

  @Test
  void an_attribute_without_a_column_is_a_matter_of_settings() throws Exception {
    exchange.users("login\n");
    Failed failed = exchange.failed(creation(with("a", "mail", "x")));
    assertThat(failed.kind()).isEqualTo(CONFIGURATION);
    assertThat(failed.detail()).contains("mail");
  }

  @Test
  void without_a_column_for_ids_the_key_is_the_id_and_stays() throws Exception {
    exchange.users("login\n");
    assertThat(exchange.applied(creation(person("alice")))).isEqualTo("alice");
    assertThat(exchange.failed(update("alice", person("alicia"))).kind()).isEqualTo(INVALID);
    assertThat(exchange.text()).isEqualTo("login\nalice\n");
  }

  @Test
  void without_a_column_for_it_disabling_is_refused() throws Exception {
    exchange.users("login\nalice\n");
    Operation disabling =
        Operations.of(
            Action.UPDATE,
            ObjectType.USER,
            new RemoteId("alice"),
            person("alice"),
            Activity.DISABLED,
            MemberDelta.NONE);
    assertThat(exchange.failed(disabling).kind()).isEqualTo(INVALID);
  }

  @Test
  void a_deleted_line_is_marked_and_nobody_sees_it_any_more() throws Exception {
    exchange.users("login,gone\nalice,\nbob,\n").with("userDeletedColumn", "gone");
    exchange.applied(deletion("alice"));
    assertThat(exchange.text()).isEqualTo("login,gone\nalice,true\nbob,\n");
    assertThat(exchange.read("alice")).isInstanceOf(Reading.Absent.class);
    exchange.applied(creation(person("alice")));
    assertThat(exchange.text()).isEqualTo("login,gone\nalice,true\nbob,\nalice,\n");
  }

  @Test
  void a_renamed_member_has_its_new_name_in_groups_and_a_deleted_one_is_in_none() throws Exception {
    exchange
        .users("id,login\n1,al\n2,alice\n3,bob\n")
        .groups("name,members\nstaff,al;alice;bob\nothers,bob\n")
        .with("userIdColumn", "id");
    exchange.applied(update("2", person("zoe")));
    assertThat(exchange.text("groups.csv", StandardCharsets.UTF_8))
        .isEqualTo("name,members\nstaff,al;zoe;bob\nothers,bob\n");
    exchange.applied(deletion("3"));
    assertThat(exchange.text("groups.csv", StandardCharsets.UTF_8))
        .isEqualTo("name,members\nstaff,al;zoe\nothers,\n");
  }

  @Test
  void a_member_whose_key_holds_the_separator_is_refused() throws Exception {
    exchange.users("login\na;b\n").groups("name,members\nstaff,\n");
    Operation adding =
        Operations.of(
            Action.UPDATE,
            ObjectType.GROUP,
            new RemoteId("staff"),
            TargetAttributes.none(),
            null,
            new MemberDelta(List.of(new Member(ObjectType.USER, new RemoteId("a;b"))), List.of()));
    assertThat(exchange.failed(adding).kind()).isEqualTo(INVALID);
  }

  @Test
  void groups_without_a_group_file_are_a_matter_of_settings() throws Exception {
    exchange.users("login\n");
    Description told = exchange.latest().describe(ObjectType.GROUP);
    assertThat(((Description.Unknown) told).why().kind()).isEqualTo(CONFIGURATION);
  }

  @Test
  void the_header_tells_the_attributes() throws Exception {
    exchange
        .users("id,login,E-Mail,off\n")
        .with("userIdColumn", "id")
        .with("disabledColumn", "off")
        .with("userColumns", new String[] {"mail=E-Mail"})
        .with("userMultiValuedColumns", new String[] {"E-Mail"});
    Description.Known known = (Description.Known) exchange.latest().describe(ObjectType.USER);
    assertThat(known.open()).isFalse();
    assertThat(known.attributes())
        .extracting(a -> a.name() + " " + a.writable() + " " + a.multiValued())
        .containsExactly("id false false", "login true false", "mail true true", "off false false");
  }

  // The file system

  @Test
  void permissions_are_kept() throws Exception {
    exchange.users("login\n");
    Files.setPosixFilePermissions(exchange.users(), PosixFilePermissions.fromString("rw-rw-r--"));
    exchange.applied(creation(person("a")));
    assertThat(Files.getPosixFilePermissions(exchange.users()))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-r--"));
  }

  @Test
  void what_cannot_be_written_leaves_the_file_and_the_connector_as_they_were() throws Exception {
    exchange.users("login\nalice\n");
    Path draft = folder.resolve(".users.csv.new");
    Files.createDirectories(draft.resolve("in the way"));
    assertThat(exchange.failed(creation(person("bob"))).kind()).isEqualTo(TRANSIENT);
    assertThat(exchange.text()).isEqualTo("login\nalice\n");
    assertThat(exchange.read("bob")).isInstanceOf(Reading.Absent.class);
    Files.delete(draft.resolve("in the way"));
    exchange.applied(creation(person("bob")));
    assertThat(exchange.text()).isEqualTo("login\nalice\nbob\n");
  }

  @Test
  void what_a_crash_left_behind_is_in_nobodys_way() throws Exception {
    exchange.users("login\n");
    Files.writeString(folder.resolve(".users.csv.new"), "login\nhalf a li");
    exchange.applied(creation(person("alice")));
    assertThat(exchange.text()).isEqualTo("login\nalice\n");
    assertThat(folder.resolve(".users.csv.new")).doesNotExist();
  }

  @Test
  void a_link_that_leads_out_of_the_folder_is_not_followed(@TempDir Path elsewhere)
      throws Exception {
    Path secret = Files.writeString(elsewhere.resolve("secret.csv"), "login\n");
    Files.createSymbolicLink(exchange.users(), secret);
    assertThat(exchange.failed(creation(person("a"))).kind()).isEqualTo(CONFIGURATION);
    assertThat(exchange.latest().test()).last().matches(s -> !s.passed());
    assertThat(secret).hasContent("login\n");
  }

  @Test
  void a_link_inside_the_folder_is_followed_and_stays() throws Exception {
    Path real = Files.writeString(folder.resolve("real.csv"), "login\n");
    Files.createSymbolicLink(exchange.users(), real);
    exchange.applied(creation(person("a")));
    assertThat(real).hasContent("login\na\n");
    assertThat(exchange.users()).isSymbolicLink();
  }
}
