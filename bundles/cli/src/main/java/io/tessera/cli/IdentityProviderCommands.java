package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The parties that targets belong to. */
final class IdentityProviderCommands {
  /** Options with a text, and the fields they fill. */
  private static final List<String[]> TEXTS =
      List.of(
          new String[] {"--display-name", "displayName"},
          new String[] {"--description", "description"},
          new String[] {"--home-realm-id", "homeRealmId"},
          new String[] {"--alias", "alias"},
          new String[] {"--jwks-uri", "jwksUri"},
          new String[] {"--unmapped-roles", "unmappedRoles"},
          new String[] {"--identifier", "identifierPattern"},
          new String[] {"--default-target", "defaultTarget"});

  private static final Option[] FIELDS = {
    Option.valued("--display-name", "TEXT", "what people read; the name"),
    Option.valued("--description", "TEXT", "for people"),
    Option.valued("--home-realm-id", "TEXT", "what callers say to mean it"),
    Option.valued("--alias", "TEXT", "what it calls this server in its tokens"),
    Option.valued("--jwks-uri", "URL", "where its keys are published"),
    Option.valued("--certificate", "FILE", "of a key it signs with, in PEM; repeatable"),
    Option.valued("--claim", "REMOTE=LOCAL", "its attribute for ours; repeatable"),
    Option.valued("--role", "REMOTE=LOCAL", "its role for ours; repeatable"),
    Option.valued("--unmapped-roles", "drop|keep", "what becomes of its other roles; drop"),
    Option.valued("--provisioning-role", "NAME", "only who holds one gets an account; repeatable"),
    Option.valued(
        "--provisioned-attribute", "NAME[=DEFAULT]", "what accounts carry at most; repeatable"),
    Option.valued("--identifier", "PATTERN", "of WSO2, {UD,UN}; {UN}"),
    Option.valued("--default-target", "NAME", "which of its targets is meant by its name")
  };

  private IdentityProviderCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("idp list", "list the identity providers", IdentityProviderCommands::list),
        Command.of("idp show NAME", "show one", IdentityProviderCommands::show),
        Command.of(
            "idp create NAME",
            "create an identity provider",
            IdentityProviderCommands::create,
            with(Option.flag("--disabled", "create it switched off"))),
        Command.of(
            "idp update NAME",
            "change what is given; lists are replaced as a whole",
            IdentityProviderCommands::update,
            with(
                Option.flag("--no-provisioning-roles", "accounts are for everyone"),
                Option.flag("--all-attributes", "accounts carry all that the policy maps give"),
                Option.flag("--enable", "switch it on"),
                Option.flag("--disable", "switch it off"))),
        Command.of(
            "idp delete NAME", "delete one without targets", IdentityProviderCommands::delete));
  }

  private static Option[] with(Option... more) {
    return Stream.of(Stream.of(FIELDS), SignInSettings.OPTIONS.stream(), Stream.of(more))
        .flatMap(options -> options)
        .toArray(Option[]::new);
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.IDENTITY_PROVIDER.path()),
            "name",
            "displayName",
            "enabled",
            "provisioningRoles",
            "version",
            "id");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(Named.IDENTITY_PROVIDER.get(call.api(), call.arguments().word(0)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("name", call.arguments().word(0))
            .put("enabled", !call.arguments().has("--disabled"));
    given(call.arguments(), body);
    body.put("signIn", Value.complex(SignInSettings.given(call, Attributes.empty())));
    call.output().one(call.api().post(Named.IDENTITY_PROVIDER.path(), body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    if (arguments.has("--enable") && arguments.has("--disable")) {
      throw CommandException.usage("--enable and --disable contradict each other.");
    }
    Named named = Named.IDENTITY_PROVIDER;
    Attributes present = named.get(call.api(), arguments.word(0));
    Attributes.Builder body = present.toBuilder();
    given(arguments, body);
    body.put("signIn", Value.complex(SignInSettings.given(call, present.complex("signIn"))));
    if (arguments.has("--no-provisioning-roles")) {
      body.keep("provisioningRoles", Value.NONE);
    }
    if (arguments.has("--all-attributes")) {
      body.keep("provisionedAttributes", Value.NONE);
    }
    if (arguments.has("--enable") || arguments.has("--disable")) {
      body.put("enabled", arguments.has("--enable"));
    }
    call.output().one(call.api().put(named.path(present), Named.version(present), body.build()));
  }

  private static void given(Arguments arguments, Attributes.Builder body) throws CommandException {
    for (String[] text : TEXTS) {
      arguments.value(text[0]).ifPresent(value -> body.put(text[1], value));
    }
    List<Value> certificates = new ArrayList<>();
    for (String file : arguments.all("--certificate")) {
      certificates.add(Value.text(read(file)));
    }
    put(body, "certificates", certificates);
    put(body, "claimMappings", pairs(arguments, "--claim"));
    put(body, "roleMappings", pairs(arguments, "--role"));
    put(
        body,
        "provisioningRoles",
        arguments.all("--provisioning-role").stream().<Value>map(Value::text).toList());
    put(
        body,
        "provisionedAttributes",
        arguments.all("--provisioned-attribute").stream()
            .map(IdentityProviderCommands::provisioned)
            .toList());
  }

  private static void put(Attributes.Builder body, String field, List<Value> values) {
    if (!values.isEmpty()) {
      body.put(field, Value.many(values));
    }
  }

  private static String read(String file) throws CommandException {
    try {
      return Files.readString(Path.of(file)).replace("\r", "");
    } catch (IOException unreadable) {
      throw CommandException.failed("The file " + file + " cannot be read.");
    }
  }

  private static List<Value> pairs(Arguments arguments, String option) throws CommandException {
    List<Value> pairs = new ArrayList<>();
    for (String pair : arguments.all(option)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CommandException.usage("Write " + option + " REMOTE=LOCAL, not " + pair + ".");
      }
      pairs.add(
          Value.complex(
              Attributes.builder()
                  .put("remote", pair.substring(0, equals))
                  .put("local", pair.substring(equals + 1))
                  .build()));
    }
    return pairs;
  }

  private static Value provisioned(String written) {
    int equals = written.indexOf('=');
    Attributes.Builder attribute =
        Attributes.builder().put("attribute", equals < 0 ? written : written.substring(0, equals));
    if (equals >= 0) {
      attribute.put("default", written.substring(equals + 1));
    }
    return Value.complex(attribute.build());
  }

  /** As the server answers it, however it is written. */
  static Value wholeAttribute(Value written) {
    return written instanceof Value.Text text
        ? Value.complex(Attributes.builder().put("attribute", text).build())
        : written;
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.IDENTITY_PROVIDER.delete(call.api(), name);
    call.output().note("identity provider " + name + " deleted");
  }
}
