package io.tessera.cli;

/** What the command returns to the shell; the help lists them. */
enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed; the message says why"),
  USAGE(2, "the command line is wrong"),
  UNREACHABLE(3, "the server cannot be reached or is not ready"),
  REFUSED(4, "not signed in, wrong password, or a permission is missing"),
  NOT_FOUND(5, "what was named does not exist"),
  CONFLICT(6, "it contradicts what is there, or somebody else changed it meanwhile"),
  DIFFERENT(7, "apply --diff: the server is not as the files want it");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }
}
