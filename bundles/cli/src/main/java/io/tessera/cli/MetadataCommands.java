package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What identity providers say of themselves, in a file. */
final class MetadataCommands {
  private static final Option SUBJECT =
      Option.valued(
          "--subject-attribute", "NAME", "names people for good, where the NameID does not");

  private MetadataCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "idp import-metadata NAME FILE",
            "take over what SAML metadata say; makes the identity provider when there is none",
            MetadataCommands::importMetadata,
            SUBJECT));
  }

  private static void importMetadata(Call call)
      throws CommandException, IOException, InterruptedException {
    String name = call.arguments().word(0);
    Attributes document =
        Attributes.builder().put("document", read(call.arguments().word(1))).build();
    Named named = Named.IDENTITY_PROVIDER;
    Attributes read = call.api().post(named.path() + "/metadata", document);
    Optional<Attributes> present = named.find(call.api(), name);
    Attributes merged = merged(call.arguments(), present, read);
    call.output()
        .one(
            present.isEmpty()
                ? call.api().post(named.path(), merged)
                : call.api()
                    .put(
                        named.path(present.orElseThrow()),
                        Named.version(present.orElseThrow()),
                        merged));
    Named.texts(read, "warnings").forEach(call.output()::note);
  }

  private static String read(String file) throws CommandException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw CommandException.failed("The file " + file + " cannot be read, or is not UTF-8.");
    }
  }

  /** What metadata do not say stays as it is; keys are replaced as a whole. */
  private static Attributes merged(
      Arguments arguments, Optional<Attributes> present, Attributes read) throws CommandException {
    Attributes before = present.orElse(Attributes.builder().put("name", arguments.word(0)).build());
    Attributes signIn = before.complex("signIn");
    Attributes.Builder saml = signIn.complex("saml").toBuilder();
    read.complex("signIn")
        .complex("saml")
        .forEach(
            (field, value) -> {
              if (!field.equals("subjectAttribute")) {
                saml.put(field, value);
              }
            });
    arguments.value(SUBJECT.name()).ifPresent(subject -> saml.put("subjectAttribute", subject));
    Attributes.Builder merged = before.toBuilder();
    read.get("certificates").ifPresent(keys -> merged.put("certificates", keys));
    return merged
        .put(
            "signIn",
            Value.complex(
                signIn.without("oidc").toBuilder()
                    .put("protocol", "saml")
                    .put("saml", Value.complex(saml.build()))
                    .build()))
        .build();
  }
}
