package io.tessera.connector.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects what is printed and logged, as talkative as it gets, until it is closed. */
final class OutputCapture implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler handler = new Collector();

  private OutputCapture() {
    PrintStream both = new PrintStream(said, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
  }

  static OutputCapture start() {
    return new OutputCapture();
  }

  String text() {
    return said.toString(UTF_8);
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    root.setLevel(level);
    System.setOut(out);
    System.setErr(err);
  }

  private final class Collector extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      said.writeBytes(formatter.format(record).getBytes(UTF_8));
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing to give back.
    }
  }
}
