package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
            Option.flag("--dry-run", "say what would be done, do nothing"),
            Option.flag("--update-secrets", "send secrets that the server has already, too")),
        Command.of(
            "export",
            "print the configuration as YAML for apply (--json: as JSON); no secrets",
            ConfigurationCommands::export));
  }

  private static void apply(Call call) throws CommandException, IOException, InterruptedException {
    List<String> paths = call.arguments().all("-f");
    if (paths.isEmpty()) {
      throw CommandException.usage("Write: tessera apply -f FILE");
    }
    List<Document> documents = new ArrayList<>();
    for (String path : paths) {
      documents.addAll(Document.in(Path.of(path), call.terminal()));
    }
    boolean dryRun = call.arguments().has("--dry-run");
    Apply apply =
        new Apply(call.api(), call.terminal(), dryRun, call.arguments().has("--update-secrets"));
    List<Attributes> steps = new ArrayList<>();
    List<Desired> all = Desired.in(documents);
    try {
      for (Desired desired : all) {
        steps.add(applied(call, apply, desired, dryRun));
      }
    } finally {
      if (call.output().isJson()) {
        call.output().list(steps);
      }
    }
  }

  private static Attributes applied(Call call, Apply apply, Desired desired, boolean dryRun)
      throws CommandException, InterruptedException {
    try {
      Apply.Step step = apply.apply(desired);
      if (!call.output().isJson()) {
        call.output().line(sentence(step, dryRun));
      }
      return step.json();
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
    Api api = call.api();
    List<Attributes> documents = new ArrayList<>();
    for (Desired.Kind kind : Desired.Kind.values()) {
      for (Attributes thing : api.all(kind.named().path())) {
        if (!Named.version(thing).equals("0")) {
          documents.add(exported(kind, thing));
        }
      }
    }
    call.output()
        .raw(
            call.output().isJson()
                ? Output.array(documents)
                : documents.isEmpty() ? "" : Yaml.write(documents));
  }

  private static Attributes exported(Desired.Kind kind, Attributes thing) {
    Attributes.Builder document = Attributes.builder().put("kind", kind.word());
    thing.forEach(document::keep);
    List.of("version", "secretsSet", kind == Desired.Kind.SCHEMA ? "schemas" : "id")
        .forEach(document::remove);
    if (kind == Desired.Kind.TARGET) {
      Attributes.Builder settings = thing.complex("settings").toBuilder();
      for (String secret : Named.texts(thing, "secretsSet")) {
        String file = "secrets/" + Table.cell(thing, "name") + "." + secret;
        settings.put(secret, Value.complex(Attributes.builder().put("file", file).build()));
      }
      document.keep("settings", Value.complex(settings.build()));
    }
    return document.build();
  }
}
