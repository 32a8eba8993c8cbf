package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataCommandsTest {
  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
    Files.writeString(folder.resolve("corp.xml"), "<md:EntityDescriptor/>");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int importMetadata(String entityId, String... certificates) {
    Attributes saml =
        Attributes.builder()
            .put("entityId", entityId)
            .put("signInUrl", "https://corp.example/sso")
            .put("subjectAttribute", "")
            .build();
    server.answer(
        "identity-providers/metadata",
        Attributes.builder()
            .put(
                "signIn",
                Value.complex(
                    Attributes.builder()
                        .put("protocol", "saml")
                        .put("saml", Value.complex(saml))
                        .build()))
            .put(
                "certificates",
                Value.many(List.of(certificates).stream().<Value>map(Value::text).toList()))
            .put("warnings", Value.many(List.of(Value.text("It wants more."))))
            .build());
    return shell.run("idp", "import-metadata", "corp", folder.resolve("corp.xml").toString());
  }

  private Attributes saml() {
    return server.named("identity-providers", "corp").complex("signIn").complex("saml");
  }

  @Test
  void an_identity_provider_is_made_of_its_metadata() {
    assertThat(importMetadata("urn:corp", "PEM")).isZero();

    assertThat(server.requests()).contains("POST identity-providers/metadata");
    assertThat(saml().text("entityId")).contains("urn:corp");
    assertThat(Named.texts(server.named("identity-providers", "corp"), "certificates"))
        .containsExactly("PEM");
  }

  @Test
  void new_metadata_replace_keys_and_leave_what_they_do_not_say() {
    importMetadata("urn:corp", "OLD");
    Attributes present = server.named("identity-providers", "corp");
    Attributes signIn = present.complex("signIn");
    server.hold(
        "identity-providers",
        present.with(
            "signIn",
            Value.complex(
                signIn
                    .with("domains", Value.many(List.of(Value.text("corp.example"))))
                    .with(
                        "saml",
                        Value.complex(
                            signIn.complex("saml").with("subjectAttribute", Value.text("uid")))))));

    assertThat(importMetadata("urn:corp:2", "NEW")).isZero();

    Attributes provider = server.named("identity-providers", "corp");
    assertThat(Named.texts(provider, "certificates")).containsExactly("NEW");
    assertThat(saml().text("entityId")).contains("urn:corp:2");
    assertThat(saml().text("subjectAttribute")).contains("uid");
    assertThat(Named.texts(provider.complex("signIn"), "domains")).containsExactly("corp.example");
  }

  @Test
  void the_attribute_that_names_people_may_be_said_along() {
    importMetadata("urn:corp", "PEM");

    assertThat(
            shell.run(
                "idp",
                "import-metadata",
                "corp",
                folder.resolve("corp.xml").toString(),
                "--subject-attribute",
                "uid"))
        .isZero();

    assertThat(saml().text("subjectAttribute")).contains("uid");
  }

  @Test
  void a_file_that_is_not_there_is_said() {
    assertThat(shell.run("idp", "import-metadata", "corp", folder.resolve("none").toString()))
        .isNotZero();
  }
}
