package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Policy maps of targets: earlier ones, and how a value comes about. */
final class PolicyMapCommands {
  private PolicyMapCommands() {}

  static void explain(Call call) throws CommandException, IOException, InterruptedException {
    Attributes target = target(call);
    String attribute = call.arguments().word(2);
    Attributes preview =
        call.api()
            .post(
                Named.TARGET.path(target) + "/preview",
                Attributes.builder()
                    .put("resourceType", call.arguments().has("--group") ? "Group" : "User")
                    .put("resource", TargetCommands.resource(call))
                    .build());
    Attributes found =
        items(preview, "attributes").stream()
            .filter(row -> Table.cell(row, "attribute").equalsIgnoreCase(attribute))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.FAILED,
                        "No row of the policy map of "
                            + call.arguments().word(0)
                            + " gives "
                            + attribute
                            + "."));
    Attributes.Builder explained = found.toBuilder();
    preview.get("mapVersion").ifPresent(version -> explained.put("mapVersion", version));
    preview.get("version").ifPresent(version -> explained.put("resourceVersion", version));
    if (call.output().isJson()) {
      call.output().one(explained.build());
      return;
    }
    call.output().one(explained.build().without("inputs"));
    call.output().line("");
    call.output().list(items(found, "inputs"), "path", "values");
  }

  static void history(Call call) throws CommandException, IOException, InterruptedException {
    String path = Named.TARGET.path(target(call)) + "/policy-map/versions";
    Optional<String> version = call.arguments().optionalWord(1);
    if (version.isEmpty()) {
      call.output().list(call.api().all(path), "version", "at", "who", "rows");
      return;
    }
    Attributes map = call.api().get(path + "/" + number(version.get()));
    if (call.output().isJson()) {
      call.output().one(map);
    } else {
      call.output().raw(Yaml.write(List.of(map)));
    }
  }

  static void rollback(Call call) throws CommandException, IOException, InterruptedException {
    Attributes target = target(call);
    String version = call.arguments().word(1);
    Attributes changed =
        call.api()
            .post(
                Named.TARGET.path(target) + "/policy-map/rollback",
                Named.version(target),
                Attributes.builder()
                    .put("version", Value.Num.of(Long.parseLong(number(version))))
                    .build());
    call.output()
        .note(
            "The map of version "
                + version
                + " is in force; the target's version is "
                + Named.version(changed)
                + ".");
  }

  private static String number(String version) throws CommandException {
    if (!version.matches("[0-9]{1,15}")) {
      throw CommandException.usage("VERSION is a number that target map-history lists.");
    }
    return version;
  }

  private static Attributes target(Call call) throws CommandException, InterruptedException {
    return Named.TARGET.get(call.api(), call.arguments().word(0));
  }

  private static List<Attributes> items(Attributes document, String name) {
    return Api.items(
        Attributes.empty().with("items", document.get(name).orElse(Value.many(List.of()))));
  }
}
