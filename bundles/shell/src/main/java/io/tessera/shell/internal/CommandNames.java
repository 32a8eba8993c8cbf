package io.tessera.shell.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes names of commands, with their scope or without. */
final class CommandNames implements Completer {
  /** Where Gogo tells all there are, as {@code scope:name}. */
  private static final String COMMANDS = ".commands";

  private final CommandProcessor processor;

  CommandNames(CommandProcessor processor) {
    this.processor = processor;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    boolean first = line.wordIndex() == 0;
    if (first || line.words().get(0).equals("help")) {
      names(line.word().indexOf(':') >= 0).map(Candidate::new).forEach(candidates::add);
    }
  }

  private Stream<String> names(boolean withScope) {
    try (CommandSession session =
        processor.createSession(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream())) {
      return session.get(COMMANDS) instanceof Set<?> names
          ? names.stream()
              .map(Object::toString)
              .map(name -> withScope ? name : name.substring(name.indexOf(':') + 1))
              .distinct()
          : Stream.of();
    }
  }
}
