package io.tessera.cli;

import io.tessera.cli.Settings.Entry;
import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Servers by name, and who signs in there. */
final class ProfileCommands {
  private ProfileCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("profile list", "list the servers you gave a name", ProfileCommands::list),
        Command.of(
            "profile add NAME",
            "give --url, and how to sign in there, a name",
            ProfileCommands::add),
        Command.of(
            "profile use [NAME]",
            "use one when nothing else is said; without NAME none",
            ProfileCommands::use),
        Command.of("profile remove NAME", "forget one", ProfileCommands::remove));
  }

  private static void list(Call call) throws CommandException, IOException {
    Profiles profiles = Profiles.of(call.terminal());
    Optional<String> current = profiles.current();
    List<Attributes> rows = new ArrayList<>();
    for (String name : profiles.names()) {
      Attributes.Builder row = Attributes.builder().put("name", name);
      profiles.get(name).forEach(row::put);
      rows.add(row.put("inUse", current.equals(Optional.of(name))).build());
    }
    call.output().list(rows, "name", "inUse", "url", "user", "clientId", "tokenFile");
  }

  private static void add(Call call) throws CommandException {
    Attributes.Builder profile = Attributes.builder();
    for (Entry entry : Entry.values()) {
      Optional<String> value = call.arguments().value(entry.option());
      value.ifPresent(text -> profile.put(entry.field(), entry.isFile() ? absolute(text) : text));
    }
    String url = call.arguments().required(Entry.URL.option());
    Connection.address(url);
    Profiles profiles = Profiles.of(call.terminal());
    String name = call.arguments().word(0);
    profiles.put(name, profile.build());
    String used = profiles.current().orElse("");
    call.output()
        .note(
            profiles.file()
                + " holds "
                + name
                + (used.equals(name) ? ", which is in use now." : "; in use is " + used + "."));
  }

  /** Commands are typed in many folders. */
  private static String absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize().toString();
  }

  private static void use(Call call) throws CommandException {
    Optional<String> name = call.arguments().optionalWord(0);
    Profiles.of(call.terminal()).use(name);
    call.output().note(name.map(n -> n + " is in use.").orElse("No profile is in use."));
  }

  private static void remove(Call call) throws CommandException {
    Profiles.of(call.terminal()).remove(call.arguments().word(0));
    call.output().note("profile " + call.arguments().word(0) + " removed");
  }
}
