package io.tessera.connector.csv.internal;

import io.tessera.connector.csv.internal.Encoding.Content;
import io.tessera.connector.spi.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Understands a file in full or refuses it, with the line. */
final class SheetReader {
  private final Layout layout;
  private final Dialect dialect;

  SheetReader(Layout layout, Dialect dialect) {
    this.layout = layout;
    this.dialect = dialect;
  }

  /**
   * @throws TargetFailure it is malformed; values are never told, for they may be personal
   */
  Sheet read(Content content) throws TargetFailure {
    String text = content.text();
    if (text.isBlank()) {
      throw malformed(1, "is empty; the file needs a line with the names of its columns");
    }
    if (dialect.lastLineEnds() && !Sheet.isLineEnd(text.charAt(text.length() - 1))) {
      throw malformed(
          text.lines().count(), "has no line break at its end: the file may be half written");
    }
    try (CSVParser parser = dialect.parser(text)) {
      return new Reading(parser, content).all();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private TargetFailure malformed(long line, String what) {
    return TargetFailure.of(
        FailureKind.CONFIGURATION,
        "Line %d of %s %s. Repair the file; it is left as it is until then."
            .formatted(line, layout.place().path(), what));
  }

  /** One pass over one text. */
  private final class Reading {
    private final CSVParser parser;
    private final Content content;
    private final Iterator<CSVRecord> records;
    private int number;
    private @Nullable CSVRecord next;
    private int nextNumber;

    Reading(CSVParser parser, Content content) throws TargetFailure {
      this.parser = parser;
      this.content = content;
      records = parser.iterator();
      advance();
    }

    Sheet all() throws TargetFailure {
      CSVRecord first = take();
      Header header = new Header(first.toList());
      Sheet sheet = new Sheet(layout, header, content);
      sheet.heading(line(first, List.of()));
      while (next != null) {
        CSVRecord record = take();
        boolean empty = record.size() == 1 && record.get(0).isEmpty();
        add(sheet, line(record, empty ? List.of() : record.toList()), header.names().size());
      }
      return sheet;
    }

    private void add(Sheet sheet, Line line, int columns) throws TargetFailure {
      if (!line.isEmpty() && line.width() != columns) {
        throw malformed(
            number, "has %d columns, the first line %d".formatted(line.width(), columns));
      }
      if (!line.isEmpty() && sheet.keyOf(line).isEmpty()) {
        throw malformed(number, "has no value in the column " + layout.key());
      }
      Line same = sheet.read(line);
      if (same != null) {
        throw malformed(number, "has the same key or id as line " + same.number());
      }
    }

    private Line line(CSVRecord record, List<String> cells) {
      int end = next == null ? content.text().length() : (int) next.getCharacterPosition();
      return Line.read(number, cells, (int) record.getCharacterPosition(), end);
    }

    /** The record that is next; its number is kept, and the one after it is looked at. */
    private CSVRecord take() throws TargetFailure {
      CSVRecord taken = next;
      if (taken == null) {
        throw malformed(1, "is empty");
      }
      number = nextNumber;
      advance();
      return taken;
    }

    private void advance() throws TargetFailure {
      nextNumber = (int) parser.getCurrentLineNumber() + 1;
      try {
        next = records.hasNext() ? records.next() : null;
      } catch (UncheckedIOException malformed) {
        throw malformed(nextNumber, "has a quote that is not closed, or text after a closed one");
      }
    }
  }
}
