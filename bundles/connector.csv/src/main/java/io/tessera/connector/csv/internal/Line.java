package io.tessera.connector.csv.internal;

import java.util.Collections;
import java.util.List;

/**
 * A line of the file; quoted values may make it several. One that nobody changes is written again
 * as it was, to the last quote.
 */
final class Line {
  private final int number;
  private final String[] cells;
  private int from;
  private int to;
  private boolean changed;

  private Line(int number, List<String> cells, boolean changed) {
    this.number = number;
    this.cells = cells.toArray(String[]::new);
    this.changed = changed;
  }

  /**
   * @param number of its first line in the file, from 1
   * @param cells none for an empty line
   */
  static Line read(int number, List<String> cells, int from, int to) {
    Line line = new Line(number, cells, false);
    line.isAt(from, to);
    return line;
  }

  /** A line of empty cells that is in no file yet. */
  static Line fresh(int columns) {
    return new Line(0, Collections.nCopies(columns, ""), true);
  }

  int number() {
    return number;
  }

  boolean isEmpty() {
    return cells.length == 0;
  }

  int width() {
    return cells.length;
  }

  String cell(int column) {
    return cells[column];
  }

  /** Whether anything differs now. */
  boolean set(int column, String value) {
    if (cells[column].equals(value)) {
      return false;
    }
    cells[column] = value;
    changed = true;
    return true;
  }

  boolean changed() {
    return changed;
  }

  Object[] cells() {
    return cells.clone();
  }

  /** Adds it to a text as it is in the text it was read from. */
  void copy(String read, StringBuilder written) {
    written.append(read, from, to);
  }

  /** It is in a text now, from one character up to another. */
  void isAt(int first, int end) {
    from = first;
    to = end;
    changed = false;
  }
}
