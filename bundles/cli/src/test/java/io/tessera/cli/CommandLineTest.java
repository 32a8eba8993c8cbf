package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final String TYPE = ServerDouble.TYPE;

  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void help_names_every_command_and_every_exit_code() {
    assertThat(shell.run("help")).isZero();
    Commands.ALL.forEach(command -> assertThat(shell.out()).contains(command.syntax()));
    for (ExitCode code : ExitCode.values()) {
      assertThat(shell.out()).contains(code.number() + "  " + code.meaning());
    }
  }

  @Test
  void help_of_a_command_names_its_options() {
    assertThat(shell.run("target", "create", "--help")).isZero();
    assertThat(shell.out())
        .contains("Usage: tessera target create NAME")
        .contains("--secret KEY=FILE");
  }

  @Test
  void what_is_typed_wrong_is_said_with_exit_code_2() {
    assertThat(shell.run("frobnicate")).isEqualTo(2);
    assertThat(shell.err()).contains("There is no command frobnicate");
    assertThat(shell.run("target")).isEqualTo(2);
    assertThat(shell.err()).contains("tessera target list");
    assertThat(shell.run("target", "show")).isEqualTo(2);
    assertThat(shell.err()).contains("tessera target show NAME");
    assertThat(shell.run("idp", "list", "--color")).isEqualTo(2);
    assertThat(shell.err()).contains("--color");
    assertThat(shell.run("idp", "list", "--url")).isEqualTo(2);
  }

  @Test
  void an_identity_provider_is_created_listed_shown_and_deleted() {
    assertThat(shell.run("idp", "create", "corp", "--display-name", "Corporation")).isZero();
    assertThat(shell.run("idp", "list")).isZero();
    assertThat(shell.out()).contains("NAME", "DISPLAY NAME").contains("corp  Corporation");
    assertThat(shell.run("idp", "show", "corp", "--json")).isZero();
    assertThat(shell.out()).contains("\"displayName\" : \"Corporation\"");
    assertThat(shell.run("idp", "delete", "corp")).isZero();
    assertThat(shell.run("idp", "show", "corp")).isEqualTo(1);
    assertThat(shell.err()).contains("There is no identity provider with the name corp");
  }

  @Test
  void a_target_is_created_with_typed_settings_and_a_secret_from_a_file() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    assertThat(
            shell.run(
                "target",
                "create",
                "hr",
                "--idp",
                "corp",
                "--type",
                TYPE,
                "--set",
                "port=1636",
                "--set",
                "tls=false",
                "--set",
                "bases=a",
                "--set",
                "bases=b=c",
                "--secret",
                "password=" + secret))
        .isZero();
    Attributes sent = server.lastBody().complex("settings");
    assertThat(sent.get("port")).contains(Value.Num.of(1636));
    assertThat(sent.get("tls")).contains(Value.bool(false));
    assertThat(sent.get("bases")).contains(Value.many(List.of(Value.text("a"), Value.text("b=c"))));
    assertThat(sent.text("password")).contains("s3cret");
    assertThat(shell.out()).doesNotContain("s3cret");
  }

  @Test
  void a_secret_on_the_command_line_is_refused() {
    assertThat(
            shell.run(
                "target", "create", "hr", "--idp", "c", "--type", TYPE, "--set", "password=x"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--secret password=FILE");
  }

  @Test
  void a_wrong_number_is_refused_before_it_is_sent() {
    assertThat(
            shell.run("target", "create", "hr", "--idp", "c", "--type", TYPE, "--set", "port=many"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("port must be of kind integer, but is 'many'");
  }

  @Test
  void an_update_changes_what_is_given_and_leaves_the_rest() {
    shell.run("target", "create", "hr", "--idp", "corp", "--type", TYPE, "--set", "url=a");
    assertThat(shell.run("target", "update", "hr", "--set", "port=1", "--disable")).isZero();
    Attributes target = server.target("hr");
    assertThat(target.complex("settings").text("url")).contains("a");
    assertThat(target.complex("settings").get("port")).contains(Value.Num.of(1));
    assertThat(target.bool("enabled")).contains(false);
    assertThat(shell.run("target", "update", "hr", "--unset", "url")).isZero();
    assertThat(server.target("hr").complex("settings").names()).containsExactly("port");
  }

  @Test
  void a_wrong_password_is_exit_code_4() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
    assertThat(shell.run("idp", "list", "--password-file", wrong.toString())).isEqualTo(5);
    assertThat(shell.err()).contains("does not accept the password of admin");
  }

  @Test
  void a_server_that_is_not_there_is_exit_code_3() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(shell.run("idp", "list", "--url", "http://127.0.0.1:" + port)).isEqualTo(6);
    assertThat(shell.err()).contains("cannot be reached").contains("--url");
  }

  @Test
  void passwords_are_not_sent_in_the_clear_to_another_machine() {
    assertThat(shell.run("idp", "list", "--url", "http://192.0.2.1")).isEqualTo(2);
    assertThat(shell.err()).contains("https://");
  }

  @Test
  void without_a_password_it_says_where_to_put_one() {
    Shell bare = new Shell().with("TESSERA_URL", server.url());
    assertThat(bare.run("idp", "list")).isEqualTo(2);
    assertThat(bare.err()).contains("--password-file");
  }

  @Test
  void a_taken_name_is_exit_code_6() {
    shell.run("idp", "create", "corp");
    assertThat(shell.run("idp", "create", "corp")).isEqualTo(1);
    assertThat(shell.err()).contains("The name corp is taken");
  }

  @Test
  void the_token_in_the_data_directory_and_a_password_from_standard_input_make_an_administrator()
      throws IOException {
    Files.writeString(folder.resolve("bootstrap-token"), "token-of-the-first-start\n");
    Shell fresh =
        new Shell()
            .with("TESSERA_URL", server.url())
            .with("TESSERA_DATA", folder.toString())
            .input("a new password\n");
    assertThat(fresh.run("bootstrap", "--new-password-file", "-")).isZero();
    assertThat(server.lastBody().text("token")).contains("token-of-the-first-start");
    assertThat(server.lastBody().text("password")).contains("a new password");
    assertThat(fresh.out() + fresh.err()).doesNotContain("a new password");
  }

  @Test
  void without_a_token_it_says_why_there_may_be_none() {
    shell.with("TESSERA_DATA", folder.toString());
    assertThat(shell.run("bootstrap", "--new-password-file", "-")).isEqualTo(1);
    assertThat(shell.err()).contains("has an administrator already");
  }

  @Test
  void a_policy_map_is_shown_as_a_table() throws IOException {
    Path map =
        Files.writeString(
            folder.resolve("map.yaml"),
            "user: [{attribute: sn, from: [a, b]}, {attribute: o, constant: [c]}]");
    assertThat(
            shell.run(
                "target",
                "create",
                "hr",
                "--idp",
                "c",
                "--type",
                TYPE,
                "--policy-map",
                map.toString()))
        .isZero();
    assertThat(shell.out())
        .contains("    ATTRIBUTE  FROM  CONSTANT", "    sn         a, b", "    o                c");
  }

  @Test
  void ones_own_password_is_changed() throws IOException {
    Path file = Files.writeString(folder.resolve("new"), "another");
    assertThat(shell.run("password", "--new-password-file", file.toString())).isZero();
    assertThat(server.password()).isEqualTo("another");
  }

  @Test
  void operations_are_filtered_listed_and_told_when_there_are_more() {
    Attributes operation =
        Attributes.builder()
            .put("id", "1")
            .put("targetName", "hr")
            .put("state", "dead")
            .put("detail", "refused\u001b[31m")
            .build();
    server.answer(
        "operations", ServerDouble.page(List.of(operation)).with("next", Value.text("c1")));
    assertThat(shell.run("operations", "list", "--target", "hr", "--state", "DEAD")).isZero();
    assertThat(server.requests()).contains("GET operations?target=hr&state=dead");
    assertThat(shell.out()).contains("refused?[31m").doesNotContain("\u001b");
    assertThat(shell.err()).contains("There are more");
  }

  @Test
  void an_operation_is_discarded_with_its_reason_only() {
    assertThat(shell.run("operations", "discard", "1")).isEqualTo(2);
    assertThat(shell.err()).contains("--reason");
    server.answer("operations/1/discard", Attributes.builder().put("id", "1").build());
    assertThat(shell.run("operations", "discard", "1", "--reason", "gone for good")).isZero();
    assertThat(server.lastBody().text("reason")).contains("gone for good");
  }

  @Test
  void a_test_that_does_not_pass_is_exit_code_1() {
    shell.run("target", "create", "hr", "--idp", "corp", "--type", TYPE);
    String id = Table.cell(server.target("hr"), "id");
    server.answer(
        "targets/" + id + "/test",
        Attributes.builder()
            .put("passed", false)
            .put(
                "steps",
                Value.many(
                    List.of(
                        Value.complex(
                            Attributes.builder()
                                .put("name", "sign in")
                                .put("passed", false)
                                .put("detail", "invalid credentials")
                                .build()))))
            .build());
    assertThat(shell.run("target", "test", "hr")).isEqualTo(1);
    assertThat(shell.out()).contains("sign in  false   invalid credentials");
  }

  @Test
  void accounts_need_either_a_resource_or_a_target() {
    assertThat(shell.run("accounts")).isEqualTo(2);
    server.answer("accounts", ServerDouble.page(List.of()));
    assertThat(shell.run("accounts", "--resource", UUID.randomUUID().toString(), "--json"))
        .isZero();
    assertThat(shell.out().strip()).isEqualTo("[ ]");
  }
}
