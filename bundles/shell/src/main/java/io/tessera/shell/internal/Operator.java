package io.tessera.shell.internal;

import io.tessera.provisioning.api.Caller;
import java.util.UUID;

/** Whoever has the terminal of the server: may do everything, and is called {@code shell}. */
final class Operator {
  private static final String NAME = "shell";

  private Operator() {}

  /** For one command. */
  static Caller caller() {
    return Caller.internal(NAME, UUID.randomUUID().toString());
  }
}
