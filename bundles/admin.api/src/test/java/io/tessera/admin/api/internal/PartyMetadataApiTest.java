package io.tessera.admin.api.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.spi.PartyMetadata;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class PartyMetadataApiTest {
  private static final String PATH = "identity-providers/metadata";

  private final PartyMetadata reader =
      document -> {
        if (!new String(document, UTF_8).equals("good")) {
          throw new PartyMetadata.UnreadableMetadataException("The document is no good.");
        }
        return new PartyMetadata.Described(
            new SignIn.Saml("urn:corp", "https://corp.example/sso", "", "", ""),
            List.of("PEM"),
            List.of("It wants more."));
      };
  private AdminServer server;

  @BeforeAll
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void forget() {
    server.descriptions.removeReader(reader);
  }

  @Test
  void what_an_identity_provider_says_of_itself_comes_as_settings() throws Exception {
    server.descriptions.addReader(reader);

    Reply reply = server.post(PATH, "{\"document\": \"good\"}");

    assertThat(reply.status()).isEqualTo(200);
    Attributes signIn = reply.body().complex("signIn");
    assertThat(signIn.text("protocol")).contains("saml");
    assertThat(signIn.complex("saml").text("entityId")).contains("urn:corp");
    assertThat(reply.body().names()).contains("certificates", "warnings");
  }

  @Test
  void a_document_that_cannot_be_read_is_refused_with_the_reason() throws Exception {
    server.descriptions.addReader(reader);

    for (String body : List.of("{\"document\": \"bad\"}", "{}", "{\"document\": 7}")) {
      assertThat(server.post(PATH, body).status()).as(body).isEqualTo(400);
    }
    assertThat(server.post(PATH, "{\"document\": \"bad\"}").body().text("detail").orElse(""))
        .contains("The document is no good.");
  }

  @Test
  void without_anybody_who_reads_them_it_is_refused() throws Exception {
    Reply reply = server.post(PATH, "{\"document\": \"good\"}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().text("detail").orElse("")).contains("No protocol");
  }
}
