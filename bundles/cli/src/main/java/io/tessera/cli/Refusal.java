package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns the error documents of the API into messages and exit codes. */
final class Refusal {
  private Refusal() {}

  static CommandException of(int status, Optional<Attributes> document, URI server, Access access) {
    String said = document.map(Refusal::said).orElse("");
    return switch (status) {
      case 401 -> notSignedIn(access, said);
      case 403 -> notPermitted(said.isEmpty() ? "This is not permitted." : said);
      case 404 ->
          CommandException.failed(
              said.isEmpty() ? "What answers at " + server + " does not know this." : said);
      case 502, 503, 504 ->
          new CommandException(
              ExitCode.UNREACHABLE, "The server at " + server + " is not ready. " + said);
      default ->
          CommandException.failed(
              said.isEmpty() ? "The server at " + server + " answered " + status + "." : said);
    };
  }

  static CommandException notSignedIn(Access access, String said) {
    return notPermitted(
        access.described().isEmpty()
            ? said
            : "The server does not accept "
                + access.described()
                + ". "
                + access.remedy()
                + " "
                + said);
  }

  static CommandException notTessera(URI server) {
    return CommandException.failed("What answers at " + server + " is not Tessera; check --url.");
  }

  private static CommandException notPermitted(String message) {
    return new CommandException(ExitCode.NOT_PERMITTED, message.strip());
  }

  private static String said(Attributes document) {
    List<String> errors =
        document.get("errors").map(Value::elements).orElse(List.of()).stream()
            .filter(Value.Complex.class::isInstance)
            .map(error -> said((Value.Complex) error))
            .toList();
    return errors.size() > 1
        ? errors.stream().collect(Collectors.joining("\n  ", "The server refused:\n  ", ""))
        : errors.stream()
            .findFirst()
            .orElse(document.text("detail").or(() -> document.text("title")).orElse(""));
  }

  private static String said(Value.Complex error) {
    String detail = error.attributes().text("detail").orElse("");
    return error
        .attributes()
        .text("path")
        .filter(path -> !detail.contains(path))
        .map(path -> path + ": " + detail)
        .orElse(detail);
  }
}
