package io.tessera.shell.internal;

import java.io.Closeable;
import java.io.PrintStream;
import java.util.Optional;

/** Somebody who types lines and reads answers. */
interface Dialogue extends Closeable {
  /** Waits for the next line; empty when no more will come. */
  Optional<String> next();

  /** Where answers go. */
  PrintStream out();

  @Override
  void close();
}
