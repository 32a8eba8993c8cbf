package io.tessera.launcher;

/** The server cannot start as things are; the message tells the operator what to do. */
final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  StartRefusedException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
