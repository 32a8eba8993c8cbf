package io.tessera.launcher;

/** What {@code bin/tessera} returns; its {@code --help} lists them. */
enum ExitCode {
  FAILED(1),
  DATA_IN_USE(4),
  PORT_TAKEN(5),
  DATA_UNUSABLE(7),
  WRONG_SETTING(8);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
