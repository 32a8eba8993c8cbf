package io.tessera.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Optional;

/** Lines as they come, without a prompt: from a pipe or a file, for scripts. */
final class PipeDialogue implements Dialogue {
  private final BufferedReader in;
  private final PrintStream out;

  PipeDialogue(InputStream in, PrintStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
    this.out = out;
  }

  @Override
  public Optional<String> next() {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  @Override
  public PrintStream out() {
    return out;
  }

  /** Standard input is not ours to close, and closing would wait for who reads it. */
  @Override
  public void close() {}
}
