package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Connectors and other parts of the server, as files that come and go. */
final class BundleCommands {
  private BundleCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "bundle list",
            "list the bundles the server consists of",
            BundleCommands::list,
            Option.flag("--deployed", "only those that were added to it")),
        Command.of("bundle show BUNDLE", "show one, by number or name", BundleCommands::show),
        Command.of(
            "bundle upload FILE",
            "add a connector, or another version of one; it is in use at once",
            BundleCommands::upload),
        Command.of(
            "bundle refresh BUNDLE",
            "have one and what uses it found anew",
            call -> turn(call, "refresh")),
        Command.of("bundle stop BUNDLE", "stop one", call -> turn(call, "stop")),
        Command.of("bundle start BUNDLE", "start one", call -> turn(call, "start")));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    List<Attributes> bundles = call.api().all("bundles");
    boolean deployed = call.arguments().has("--deployed");
    call.output()
        .list(
            bundles.stream()
                .filter(bundle -> !deployed || Table.cell(bundle, "source").equals("deployed"))
                .toList(),
            "id",
            "symbolicName",
            "version",
            "state",
            "source",
            "problem");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get(path(call)));
  }

  private static void upload(Call call) throws CommandException, IOException, InterruptedException {
    Path jar = Path.of(call.arguments().word(0));
    call.output().one(call.api().upload("bundles/upload?file=" + Api.escape(fileName(jar)), jar));
  }

  private static String fileName(Path jar) {
    Path name = jar.getFileName();
    return name == null ? "" : name.toString();
  }

  private static void turn(Call call, String how)
      throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().post(path(call) + "/" + how));
  }

  /** By its symbolic name, which people know, else by what the framework numbers it. */
  private static String path(Call call) throws CommandException, InterruptedException {
    String word = call.arguments().word(0);
    if (word.chars().allMatch(Character::isDigit)) {
      return "bundles/" + word;
    }
    return call.api().all("bundles").stream()
        .filter(bundle -> Table.cell(bundle, "symbolicName").equals(word))
        .map(bundle -> "bundles/" + Table.cell(bundle, "id"))
        .findFirst()
        .orElseThrow(() -> CommandException.failed("There is no bundle " + word + "."));
  }
}
