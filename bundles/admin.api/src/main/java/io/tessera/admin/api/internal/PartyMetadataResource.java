package io.tessera.admin.api.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.spi.PartyMetadata.Described;
import io.tessera.provisioning.api.spi.PartyMetadata.UnreadableMetadataException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Reads how an identity provider describes itself, for an operator to take over or not. */
@Path("identity-providers/metadata")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PartyMetadataResource {
  private final PartyDescriptions descriptions;

  PartyMetadataResource(PartyDescriptions descriptions) {
    this.descriptions = descriptions;
  }

  /** A POST because a description is long; it changes nothing. */
  @POST
  @Requires(Permission.CONFIG_READ)
  public Attributes read(Attributes body) {
    Fields fields = Fields.of(body);
    String document = fields.text("document");
    fields.check();
    try {
      return json(descriptions.read(document.getBytes(UTF_8)));
    } catch (UnreadableMetadataException wrong) {
      fields.problem("document", String.valueOf(wrong.getMessage()));
      fields.check();
      throw wrong;
    }
  }

  /** By the names that identity providers have for it. */
  private static Attributes json(Described described) {
    JsonObject signIn =
        new JsonObject()
            .text("protocol", "saml")
            .object("saml", SignInCodec.json(described.saml()));
    return new JsonObject()
        .object("signIn", signIn.build())
        .texts("certificates", described.certificates())
        .texts("warnings", described.warnings())
        .build();
  }
}
