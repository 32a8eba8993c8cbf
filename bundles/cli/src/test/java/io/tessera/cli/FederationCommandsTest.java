package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationCommandsTest {
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
  void how_people_sign_in_is_said_by_options_and_kept_by_the_next() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "made-at-run-time\n");

    assertThat(
            shell.run(
                "idp",
                "create",
                "corp",
                "--claim",
                "sub=userName",
                "--sign-in",
                "oidc",
                "--issuer",
                "https://idp.example",
                "--client-id",
                "us",
                "--client-secret-file",
                secret.toString(),
                "--jit",
                "consent",
                "--lookup",
                "no=externalId",
                "--domain",
                "example.org"))
        .isZero();
    assertThat(shell.run("idp", "update", "corp", "--sync-groups", "keep-manual")).isZero();

    Attributes signIn = server.named("identity-providers", "corp").complex("signIn");
    assertThat(signIn.text("protocol")).contains("oidc");
    assertThat(signIn.complex("oidc").text("issuer")).contains("https://idp.example");
    assertThat(signIn.complex("oidc").text("clientSecret")).contains("made-at-run-time");
    assertThat(signIn.complex("jit").bool("enabled")).contains(true);
    assertThat(signIn.complex("jit").text("scheme")).contains("consent");
    assertThat(signIn.complex("jit").text("groups")).contains("keep-manual");
  }

  @Test
  void links_are_made_and_refusals_told() {
    server.answer("federated-links", Attributes.builder().put("id", "l-1").build());
    assertThat(
            shell.run(
                "link",
                "create",
                "28048c91-6675-4ee4-854c-b7541f7e8d51",
                "corp",
                "s-1",
                "--issuer",
                "https://i"))
        .isZero();
    assertThat(server.lastBody().text("subject")).contains("s-1");
    assertThat(server.lastBody().text("issuer")).contains("https://i");

    server.answer(
        "sign-ins/c-1", Attributes.builder().put("reason", "Somebody has the name.").build());
    assertThat(shell.run("sign-in", "show", "c-1")).isZero();
    assertThat(shell.out()).contains("Somebody has the name.");
  }

  @Test
  void the_client_secret_of_a_file_stands_in_another_one_and_is_sent_once() throws IOException {
    Files.writeString(folder.resolve("hush"), "made-at-run-time");
    Path file =
        Files.writeString(
            folder.resolve("idp.yaml"),
            """
            kind: identity-provider
            name: corp
            signIn:
              protocol: oidc
              oidc:
                issuer: https://idp.example
                clientSecret: {file: hush}
            """);

    assertThat(shell.run("apply", "-f", file.toString())).isZero();

    assertThat(
            server
                .named("identity-providers", "corp")
                .complex("signIn")
                .complex("oidc")
                .text("clientSecret"))
        .contains("made-at-run-time");
  }
}
