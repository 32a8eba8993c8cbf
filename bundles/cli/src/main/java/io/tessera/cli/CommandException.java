package io.tessera.cli;

/** Why a command did not do what was asked; the message is for the person who typed it. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  ExitCode exitCode() {
    return exitCode;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
