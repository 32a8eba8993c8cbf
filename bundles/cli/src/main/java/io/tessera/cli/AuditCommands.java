package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who changed what, whether anybody changed that afterwards, and forgetting it on request. */
final class AuditCommands {
  private static final String[] COLUMNS = {
    "at",
    "actor",
    "channel",
    "kind",
    "resourceType",
    "name",
    "action",
    "changed",
    "resource",
    "version",
    "causality",
    "id"
  };
  private static final int AT_ONCE = 50_000;
  private static final String PLACE = "POSITION:LINK";

  private AuditCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "audit list",
            "list who changed, decided or signed in, newest first",
            AuditCommands::list,
            Option.valued("--from", "TIME", "not before, e.g. 2026-01-31T08:00:00Z"),
            Option.valued("--to", "TIME", "before"),
            Option.valued("--actor", "NAME", "only by this principal"),
            Option.valued("--service-provider", "NAME", "only on its behalf"),
            Option.valued(
                "--channel", "DOOR", "scim2, scim1, soap, admin_api, federation or internal"),
            Option.valued(
                "--resource-type", "TYPE", "User, Group, or e.g. target or administrator"),
            Option.valued("--resource", "ID", "only about what has this id"),
            Option.valued(
                "--kind", "KIND", "create, update, delete, erase, configure, decide or sign_in"),
            Option.valued("--causality", "ID", "only what this request caused"),
            Listing.LIMIT,
            Listing.ALL),
        Command.of(
            "audit show ID", "show one, with what was before and after", AuditCommands::show),
        Command.of(
            "audit verify",
            "compute the audit chain again and say where it breaks",
            AuditCommands::verify,
            Option.valued("--after", PLACE, "go on after a place that was noted earlier"),
            Option.valued("--file", "FILE", "the chain that audit export wrote; asks no server")),
        Command.of(
            "audit export",
            "write the audit chain into a file that can be verified anywhere",
            AuditFile::export,
            Option.valued("--out", "FILE", "must not be there; a record in each line, as JSON")),
        Command.of(
            "audit erase RESOURCE",
            "erase what the records of a user or group hold; the records stay",
            AuditCommands::erase,
            Option.valued("--reason", "TEXT", "kept in a record of its own")),
        Command.of(
            "trace ID",
            "follow a request by its X-Causality-Id to every target and call",
            AuditCommands::trace));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    Listing.of("audit")
        .narrowed(
            call.arguments(),
            "--from",
            "--to",
            "--actor",
            "--service-provider",
            "--channel",
            "--resource-type",
            "--resource",
            "--kind",
            "--causality")
        .print(call, COLUMNS);
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get("audit/" + Api.escape(call.arguments().word(0))));
  }

  private static void verify(Call call) throws CommandException, IOException, InterruptedException {
    Optional<String> file = call.arguments().value("--file");
    if (file.isPresent()) {
      AuditFile.verify(call, Path.of(file.get()));
      return;
    }
    Api api = call.api();
    Optional<String> after = call.arguments().value("--after");
    Optional<Attributes> place =
        after.isEmpty() ? Optional.empty() : Optional.of(place(after.get()));
    long verified = 0;
    while (true) {
      Attributes.Builder body = Attributes.builder().put("most", Value.Num.of(AT_ONCE));
      place.ifPresent(p -> body.put("after", Value.complex(p)));
      Attributes report = api.post("audit/verification", body.build());
      verified += number(report, "verified");
      boolean broken = report.get("fault").isPresent();
      if (broken || report.bool("complete").orElse(true)) {
        call.output().one(report.with("verified", Value.Num.of(verified)));
        tell(call, report, place);
        return;
      }
      place = Optional.of(report.complex("until"));
      call.output().note(verified + " records verified so far.");
    }
  }

  private static void tell(Call call, Attributes report, Optional<Attributes> begun)
      throws CommandException {
    if (!report.bool("intact").orElse(false)) {
      throw CommandException.failed(
          "The audit chain is not intact"
              + report
                  .complex("fault")
                  .text("reason")
                  .map(
                      r -> ": " + r + " at position " + number(report.complex("fault"), "position"))
                  .orElse(": there are records that were never sealed")
              + ".");
    }
    Attributes until =
        report.get("until").isPresent()
            ? report.complex("until")
            : begun.orElse(Attributes.empty());
    until
        .text("link")
        .ifPresent(
            link ->
                call.output()
                    .note(
                        "Note this place elsewhere: verify --after "
                            + number(until, "position")
                            + ":"
                            + link
                            + " finds out later whether anything up to it was changed."));
  }

  private static Attributes place(String text) throws CommandException {
    int colon = text.indexOf(':');
    try {
      return Attributes.builder()
          .put("position", Value.Num.of(Long.parseLong(text.substring(0, Math.max(0, colon)))))
          .put("link", text.substring(colon + 1))
          .build();
    } catch (NumberFormatException noPlace) {
      throw CommandException.usage("--after takes " + PLACE + ", as an earlier verification told.");
    }
  }

  private static long number(Attributes from, String name) {
    return from.get(name)
        .map(value -> value instanceof Value.Num number ? number.value().longValue() : 0L)
        .orElse(0L);
  }

  private static void erase(Call call) throws CommandException, IOException, InterruptedException {
    Attributes body =
        Attributes.builder()
            .put("resource", call.arguments().word(0))
            .put("reason", call.arguments().required("--reason"))
            .build();
    call.output().one(call.api().post("audit/erasures", body));
  }

  private static void trace(Call call) throws CommandException, IOException, InterruptedException {
    String path = "traces/" + Api.escape(call.arguments().word(0));
    Api api = call.api();
    Attributes page = api.get(path);
    while (true) {
      if (call.output().isJson()) {
        call.output().one(page);
      } else {
        call.output().raw(TraceTree.of(page));
      }
      Optional<String> next = page.text("next");
      if (next.isEmpty()) {
        return;
      }
      page = api.get(path + "?cursor=" + Api.escape(next.get()));
    }
  }
}
