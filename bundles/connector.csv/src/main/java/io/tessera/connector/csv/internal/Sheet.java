package io.tessera.connector.csv.internal;

import io.tessera.connector.csv.internal.Encoding.Content;
import io.tessera.connector.csv.internal.Layout.Marker;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file in memory, in their order. Lines marked as deleted stay and are not found.
 * Not safe for use by several threads.
 */
final class Sheet {
  private final Layout layout;
  private final Header header;
  private final int key;
  private final int id;
  // A Line is equal to itself only, so that this keeps the order and forgets in no time.
  private final Set<Line> lines = new LinkedHashSet<>();
  private final Map<String, Line> byKey = new HashMap<>();
  private final Map<String, Line> byId = new HashMap<>();
  private Content content;
  private boolean changed;

  /**
   * @param content the first line has been read
   * @throws TargetFailure the header lacks a column
   */
  Sheet(Layout layout, Header header, Content content) throws TargetFailure {
    this.layout = layout;
    this.header = header;
    this.content = content;
    for (String name : layout.needed().toList()) {
      header.needed(name);
    }
    key = header.needed(layout.key());
    id = layout.id() == null ? key : header.needed(layout.id());
  }

  Layout layout() {
    return layout;
  }

  Header header() {
    return header;
  }

  Content content() {
    return content;
  }

  boolean changed() {
    return changed;
  }

  /** Accounts or groups, without those marked as deleted. */
  int size() {
    return byKey.size();
  }

  /** All lines that count, in no order. */
  Stream<Line> live() {
    return byKey.values().stream();
  }

  Optional<Line> withKey(String value) {
    return Optional.ofNullable(byKey.get(value));
  }

  Optional<Line> withId(String value) {
    return Optional.ofNullable(byId.get(value));
  }

  String keyOf(Line line) {
    return line.cell(key);
  }

  String idOf(Line line) {
    return line.cell(id);
  }

  /** The value in one of the columns the layout has. */
  String get(Line line, String column) {
    return line.cell(place(column));
  }

  /** Takes the first line of the file in. */
  void heading(Line line) {
    lines.add(line);
  }

  /**
   * Takes a line of the file in.
   *
   * @return the line that has the same key or id already, which makes the file malformed
   */
  @Nullable Line read(Line line) {
    lines.add(line);
    if (line.isEmpty() || isDeleted(line)) {
      return null;
    }
    Line sameKey = byKey.put(keyOf(line), line);
    Line sameId = idOf(line).isEmpty() ? null : byId.put(idOf(line), line);
    return sameKey == null ? sameId : sameKey;
  }

  /** Gives an id to lines that others added without one. */
  void identify(Supplier<String> ids) {
    if (byId.size() == byKey.size()) {
      return;
    }
    for (Line line : byKey.values()) {
      if (idOf(line).isEmpty()) {
        changed |= line.set(id, ids.get());
        byId.put(idOf(line), line);
      }
    }
  }

  /**
   * Adds a line at the end.
   *
   * @param cells by place
   */
  Line add(Map<Integer, String> cells, Supplier<String> ids) {
    Line line = Line.fresh(header.names().size());
    cells.forEach(line::set);
    if (layout.id() != null) {
      line.set(id, ids.get());
    }
    Marker deleted = layout.deleted();
    if (deleted != null) {
      line.set(place(deleted.column()), deleted.off());
    }
    lines.add(line);
    byKey.put(keyOf(line), line);
    byId.put(idOf(line), line);
    changed = true;
    return line;
  }

  /** Changes a value; the key's may be none that another line has. */
  void set(Line line, int column, String value) {
    if (column == key) {
      byKey.remove(keyOf(line));
    }
    changed |= line.set(column, value);
    if (column == key) {
      byKey.put(keyOf(line), line);
    }
  }

  void set(Line line, String column, String value) {
    set(line, place(column), value);
  }

  /** Removes a line, or marks it. */
  void delete(Line line) {
    byKey.remove(keyOf(line));
    byId.remove(idOf(line));
    Marker deleted = layout.deleted();
    if (deleted == null) {
      lines.remove(line);
    } else {
      line.set(place(deleted.column()), deleted.on());
    }
    changed = true;
  }

  private boolean isDeleted(Line line) {
    Marker deleted = layout.deleted();
    return deleted != null && get(line, deleted.column()).equals(deleted.on());
  }

  private int place(String column) {
    return header.find(column).orElseThrow();
  }

  /** The file as it is to be; lines that nobody changed are as they were. */
  Content write(Dialect dialect) {
    String read = content.text();
    String lineEnd = lineEnd(read);
    StringBuilder written = new StringBuilder(read.length() + 1024);
    for (Line line : lines) {
      // The last line may have had no end, and need not be the last any more.
      if (written.length() > 0 && !isLineEnd(written.charAt(written.length() - 1))) {
        written.append(lineEnd);
      }
      int from = written.length();
      if (line.changed()) {
        dialect.print(written, line.cells(), lineEnd);
      } else {
        line.copy(read, written);
      }
      line.isAt(from, written.length());
    }
    content = new Content(written.toString(), content.mark());
    changed = false;
    return content;
  }

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /** As the first line of the text ends. */
  private static String lineEnd(String text) {
    int end = 0;
    while (end < text.length() && !isLineEnd(text.charAt(end))) {
      end++;
    }
    if (end == text.length() || text.startsWith("\r\n", end)) {
      return "\r\n";
    }
    return text.substring(end, end + 1);
  }
}
