package io.tessera.cli;

/** What the command returns to the shell; the help lists them. */
enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed; the message says why"),
  USAGE(2, "the command line is wrong"),
  DIFFERENT(3, "there are differences; only with --detailed-exitcode"),
  PARTLY(4, "done in part; the message says what was not"),
  NOT_PERMITTED(5, "not signed in, wrong password, or a permission is missing"),
  UNREACHABLE(6, "the server cannot be reached or is not ready"),
  LIMITED(7, "stopped by a safety limit; a person has to allow it"),
  INTERRUPTED(130, "interrupted");

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
