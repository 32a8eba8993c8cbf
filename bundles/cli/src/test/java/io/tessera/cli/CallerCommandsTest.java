package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallerCommandsTest {
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

  private static Attributes json(String text) {
    return new AttributesJson().read(text.getBytes(StandardCharsets.UTF_8));
  }

  private Attributes provider() {
    return server.named("service-providers", "hr-feed");
  }

  private String created() {
    assertThat(
            shell.run(
                "sp",
                "create",
                "hr-feed",
                "--scope",
                "scim.users.read",
                "--scope",
                "scim.users.write,scim.bulk",
                "--subject",
                "corporate=s=1"))
        .isZero();
    return provider().text("id").orElseThrow();
  }

  @Test
  void a_service_provider_is_created_changed_and_deleted() {
    created();
    assertThat(Named.texts(provider(), "scopes"))
        .containsExactly("scim.users.read", "scim.users.write", "scim.bulk");
    assertThat(provider().get("subjects").toString()).isNotEmpty();
    assertThat(server.lastBody().bool("secretsAllowed")).contains(true);

    assertThat(shell.run("sp", "update", "hr-feed", "--disable", "--no-subjects")).isZero();

    assertThat(provider().bool("enabled")).contains(false);
    assertThat(provider().get("subjects").map(Value::elements).orElse(List.of())).isEmpty();
    assertThat(Named.texts(provider(), "scopes")).as("untouched").hasSize(3);
    assertThat(shell.run("sp", "list")).isZero();
    assertThat(shell.out()).contains("hr-feed");
    assertThat(shell.run("sp", "update", "hr-feed", "--enable", "--disable")).isEqualTo(2);
    assertThat(shell.run("sp", "create", "x", "--subject", "nothing")).isEqualTo(2);
    assertThat(shell.run("sp", "delete", "hr-feed")).isZero();
  }

  @Test
  void a_secret_is_shown_once_or_written_for_its_owner_only() throws IOException {
    String id = created();
    server.answer(
        "service-providers/" + id + "/secrets", json("{\"id\": \"s-1\", \"secret\": \"tcs_x\"}"));

    assertThat(shell.run("secret", "add", "hr-feed")).isZero();
    assertThat(shell.out()).contains("tcs_x").contains(id);

    Path file = folder.resolve("hr.secret");
    assertThat(
            shell.run(
                "secret",
                "add",
                "hr-feed",
                "--out",
                file.toString(),
                "--expires",
                "2030-01-01T00:00:00Z"))
        .isZero();
    assertThat(server.lastBody().text("expires")).contains("2030-01-01T00:00:00Z");
    assertThat(shell.out()).doesNotContain("tcs_x");
    assertThat(file).hasContent("tcs_x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    int before = server.requests().size();
    assertThat(shell.run("secret", "add", "hr-feed", "--out", file.toString())).isEqualTo(1);
    assertThat(server.requests()).as("none is made in vain").hasSize(before);
  }

  @Test
  void secrets_and_tokens_are_listed_and_taken_away() {
    String id = created();
    String path = "service-providers/" + id;
    server.answer(path + "/secrets", ServerDouble.page(List.of(json("{\"id\": \"s-1\"}"))));
    server.answer(path + "/secrets/s-1", Attributes.empty());
    server.answer(path + "/tokens", json("{\"items\": [{\"id\": \"t-1\"}], \"revoked\": 3}"));
    server.answer(path + "/tokens/t-1", Attributes.empty());

    assertThat(shell.run("secret", "list", "hr-feed")).isZero();
    assertThat(shell.out()).contains("s-1");
    assertThat(shell.run("secret", "remove", "hr-feed", "s-1")).isZero();
    assertThat(shell.run("token", "list", "hr-feed")).isZero();
    assertThat(shell.out()).contains("t-1");
    assertThat(shell.run("token", "revoke", "hr-feed", "t-1")).isZero();
    assertThat(shell.run("token", "revoke", "hr-feed")).isZero();
    assertThat(shell.err()).contains("3 tokens revoked");
    assertThat(server.requests())
        .contains(
            "DELETE " + path + "/secrets/s-1",
            "DELETE " + path + "/tokens/t-1",
            "DELETE " + path + "/tokens");
  }

  @Test
  void a_token_issuer_is_created_with_the_keys_of_a_file() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\": []}\n");

    assertThat(
            shell.run(
                "token-issuer",
                "create",
                "corporate",
                "--issuer",
                "https://login.example.com/",
                "--audience",
                "tessera",
                "--algorithm",
                "ES256",
                "--key-set",
                keys.toString()))
        .isZero();
    Attributes issuer = server.named("token-issuers", "corporate");
    assertThat(issuer.text("keySet")).contains("{\"keys\": []}");
    assertThat(Named.texts(issuer, "algorithms")).containsExactly("ES256");

    assertThat(
            shell.run(
                "token-issuer", "update", "corporate", "--key-set-uri", "https://x/", "--disable"))
        .isZero();
    issuer = server.named("token-issuers", "corporate");
    assertThat(issuer.text("keySet")).contains("");
    assertThat(issuer.bool("enabled")).contains(false);
    assertThat(shell.run("token-issuer", "delete", "corporate")).isZero();
  }

  @Test
  void locks_are_listed_and_lifted() {
    server.answer(
        "sign-in-locks",
        ServerDouble.page(List.of(json("{\"account\": \"PRIMARY/admin\", \"failures\": 7}"))));
    server.answer("sign-in-locks/lift", Attributes.empty());

    assertThat(shell.run("lock", "list")).isZero();
    assertThat(shell.out()).contains("PRIMARY/admin").contains("7");
    assertThat(shell.run("lock", "lift", "admin")).isZero();
    assertThat(server.lastBody().text("account")).contains("admin");
  }

  @Test
  void service_providers_and_token_issuers_are_applied_and_exported() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("callers.yaml"),
            """
            kind: service-provider
            name: hr-feed
            scopes: [scim.users.write, scim.users.read]
            subjects:
              - {issuer: corporate, subject: s-1}
            ---
            kind: token-issuer
            name: corporate
            issuer: https://login.example.com/
            audience: tessera
            keySetUri: https://login.example.com/keys
            """);
    assertThat(shell.run("apply", "-f", file.toString())).isZero();
    assertThat(shell.out())
        .isEqualTo("token-issuer corporate created\nservice-provider hr-feed created\n");
    assertThat(shell.run("apply", "-f", file.toString())).isZero();
    assertThat(shell.out())
        .isEqualTo("token-issuer corporate unchanged\nservice-provider hr-feed unchanged\n");
    Files.writeString(
        file, Files.readString(file).replace("scim.users.write, scim.users.read", "scim.bulk"));
    assertThat(shell.run("apply", "-f", file.toString())).isZero();
    assertThat(shell.out()).contains("service-provider hr-feed changed: scopes");
    assertThat(shell.run("export")).isZero();
    assertThat(shell.out())
        .contains("kind: service-provider")
        .contains("kind: token-issuer")
        .doesNotContain("&id");
  }

  @Test
  void targets_of_a_service_provider_are_given_with_how_it_waits_for_them() {
    created();

    assertThat(
            shell.run(
                "sp",
                "update",
                "hr-feed",
                "--mode",
                "provision-only",
                "--target",
                "mail,hr:require:no-rules",
                "--target",
                "crm:no-jit"))
        .isZero();

    assertThat(provider().text("mode")).contains("provision-only");
    assertThat(provider().get("targets").orElseThrow().elements())
        .containsExactly(
            Value.text("mail"),
            Value.complex(json("{\"target\": \"hr\", \"mode\": \"require\", \"rules\": false}")),
            Value.complex(json("{\"target\": \"crm\", \"jit\": false}")));
  }

  @Test
  void a_list_of_targets_is_the_same_however_it_is_written() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sp.yaml"),
            """
            kind: identity-provider
            name: partner
            ---
            {kind: target, name: mail, identityProvider: partner, connectorType: %1$s}
            ---
            {kind: target, name: hr, identityProvider: partner, connectorType: %1$s}
            ---
            kind: service-provider
            name: hr-feed
            targets: [mail, {target: hr, mode: require, rules: true, jit: true}]
            """
                .formatted("io.tessera.connector.sample"));
    assertThat(shell.run("apply", "-f", file.toString())).isZero();
    Files.writeString(
        file,
        Files.readString(file).replace("[mail", "[{target: mail}").replace(", rules: true", ""));
    assertThat(shell.run("apply", "-f", file.toString())).isZero();
    assertThat(shell.out()).contains("service-provider hr-feed unchanged\n");
    Files.writeString(file, Files.readString(file).replace("[{target: mail}", "[nowhere"));
    assertThat(shell.run("apply", "-f", file.toString())).isEqualTo(1);
    assertThat(shell.err()).contains("there is no target \"nowhere\"");
    Files.writeString(file, Files.readString(file).replace("[nowhere", "[mail"));
    Files.writeString(file, Files.readString(file).replace("require", "blocking"));
    assertThat(shell.run("apply", "-f", file.toString())).isZero();
    assertThat(shell.out()).contains("service-provider hr-feed changed: targets");
  }

  @Test
  void no_file_is_left_when_there_is_no_secret_to_write() {
    Path file = folder.resolve("nobody.secret");

    assertThat(shell.run("secret", "add", "nobody", "--out", file.toString())).isEqualTo(1);

    assertThat(file).doesNotExist();
  }
}
