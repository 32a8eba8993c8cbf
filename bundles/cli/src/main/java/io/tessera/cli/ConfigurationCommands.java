package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The configuration as files. */
final class ConfigurationCommands {
  private ConfigurationCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "apply",
            "bring the server to what files want; again is harmless",
            ConfigurationCommands::apply,
            Option.valued("-f", "FILE", "a YAML or JSON file, a folder of them, or -"),
            Option.valued("--dir", "DIR", "all YAML and JSON files of a folder and those in it"),
            Option.flag("--dry-run", "say what would be done, do nothing"),
            Option.flag("--diff", "tell the differences, do nothing"),
            Option.flag(
                "--detailed-exitcode",
                "with --diff or --dry-run: exit code 3 if there is anything to do"),
            Option.flag("--update-secrets", "send secrets that the server has already, too")),
        Command.of(
            "export",
            "print the configuration as YAML for apply (--json: as JSON); no secrets",
            ConfigurationCommands::export,
            Option.valued("--dir", "DIR", "write one file for each thing into this folder")));
  }

  private static void apply(Call call) throws CommandException, IOException, InterruptedException {
    List<Desired> all = Desired.in(documents(call));
    Api api = call.api();
    References references = new References(api, all);
    for (Desired desired : all) {
      references.check(desired);
    }
    boolean diff = call.arguments().has("--diff");
    boolean dryRun = diff || call.arguments().has("--dry-run");
    Apply apply = new Apply(api, call.terminal(), dryRun, call.arguments().has("--update-secrets"));
    List<Attributes> steps = new ArrayList<>();
    int different = 0;
    try {
      for (Desired desired : all) {
        Apply.Step step = applied(call, apply, desired);
        tell(call, step, dryRun, diff);
        steps.add(step.json());
        different += step.isDifferent() ? 1 : 0;
      }
    } finally {
      if (call.output().isJson()) {
        call.output().list(steps);
      }
    }
    if (dryRun && different > 0 && call.arguments().has("--detailed-exitcode")) {
      throw new CommandException(
          ExitCode.DIFFERENT, different + " of " + all.size() + " are not as the files want them.");
    }
  }

  private static List<Document> documents(Call call) throws CommandException {
    List<Document> documents = new ArrayList<>();
    for (String path : call.arguments().all("-f")) {
      documents.addAll(Document.in(Path.of(path), call.terminal()));
    }
    for (String folder : call.arguments().all("--dir")) {
      documents.addAll(new ConfigurationFolder(Path.of(folder)).read(call.terminal()));
    }
    if (call.arguments().all("-f").isEmpty() && call.arguments().all("--dir").isEmpty()) {
      throw CommandException.usage("Write: tessera apply -f FILE, or --dir DIR");
    }
    return documents;
  }

  private static void tell(Call call, Apply.Step step, boolean dryRun, boolean diff) {
    if (call.output().isJson() || (diff && !step.isDifferent())) {
      return;
    }
    call.output().line(sentence(step, dryRun));
    if (diff) {
      step.differences().stream()
          .flatMap(difference -> difference.lines().stream())
          .forEach(call.output()::line);
    }
  }

  private static Apply.Step applied(Call call, Apply apply, Desired desired)
      throws CommandException, InterruptedException {
    try {
      return apply.apply(desired);
    } catch (CommandException e) {
      throw new CommandException(
          e.exitCode(),
          e.text().startsWith(desired.document().place())
              ? e.text()
              : desired.document().place() + ", " + desired.title() + ": " + e.text());
    }
  }

  private static String sentence(Apply.Step step, boolean dryRun) {
    String done =
        switch (step.action()) {
          case "create" -> dryRun ? "would be created" : "created";
          case "update" ->
              (dryRun ? "would be changed: " : "changed: ") + String.join(", ", step.changed());
          default -> "unchanged";
        };
    return step.kind() + " " + step.name() + " " + done;
  }

  private static void export(Call call) throws CommandException, IOException, InterruptedException {
    Optional<String> folder = call.arguments().value("--dir");
    if (folder.isPresent()) {
      exportTo(new ConfigurationFolder(Path.of(folder.get())), call);
      return;
    }
    List<Attributes> documents = new ArrayList<>();
    for (Desired.Kind kind : Desired.Kind.values()) {
      for (Attributes thing : all(call.api(), kind)) {
        documents.add(exported(kind, thing, "secrets/"));
      }
    }
    call.output()
        .raw(
            call.output().isJson()
                ? Output.array(documents)
                : documents.isEmpty() ? "" : Yaml.write(documents));
  }

  /** Without what the server has of itself. */
  private static List<Attributes> all(Api api, Desired.Kind kind)
      throws CommandException, InterruptedException {
    return api.all(kind.named().path()).stream()
        .filter(thing -> !Named.version(thing).equals("0"))
        .toList();
  }

  private static void exportTo(ConfigurationFolder folder, Call call)
      throws CommandException, InterruptedException {
    Set<Path> written = new HashSet<>();
    for (Desired.Kind kind : Desired.Kind.values()) {
      for (Attributes thing : all(call.api(), kind)) {
        Attributes document = exported(kind, thing, ConfigurationFolder.SECRETS);
        written.add(folder.write(kind, Table.cell(document, kind.key()), document));
      }
    }
    call.output().note(written.size() + " files are in " + folder.root() + ".");
    for (Path other : folder.others(written)) {
      call.output().note(other + " is of something that the server does not have; remove it?");
    }
  }

  private static Attributes exported(Desired.Kind kind, Attributes thing, String secrets) {
    Attributes.Builder document = Attributes.builder().put("kind", kind.word());
    thing.forEach(document::keep);
    List.of("version", "secretsSet", kind == Desired.Kind.SCHEMA ? "schemas" : "id")
        .forEach(document::remove);
    AlertCommands.OF_THE_SERVER.forEach(document::remove);
    if (kind.hasSettings()) {
      String owner =
          (kind == Desired.Kind.TARGET ? "" : kind.word() + ".") + Table.cell(thing, "name");
      Attributes.Builder settings = thing.complex("settings").toBuilder();
      for (String secret : Named.texts(thing, "secretsSet")) {
        String file = secrets + owner + "." + secret;
        settings.put(secret, Value.complex(Attributes.builder().put("file", file).build()));
      }
      document.keep("settings", Value.complex(settings.build()));
    }
    return kind == Desired.Kind.IDENTITY_PROVIDER
        ? ClientSecret.exported(
            document.build(), secrets + Table.cell(thing, "name") + ".clientSecret")
        : document.build();
  }
}
