package io.tessera.scim.protocol.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A place in the text of a filter or a path, moving forward. */
final class Cursor {
  /** Far more than any attribute needs; keeps arithmetic on the number cheap. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private static final int MAX_SCALE = 128;
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final int UNICODE_DIGITS = 4;

  /** What a client wrote is repeated to it in part only. */
  private static final int MAX_DETAIL = 300;

  private final String text;
  private final Problem.Kind kind;
  private final String what;
  private int at;

  /**
   * @param kind how mistakes are reported
   * @param what what the text is, for messages, e.g. {@code Filter}
   */
  Cursor(String text, Problem.Kind kind, String what) {
    this.text = text;
    this.kind = kind;
    this.what = what;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The present character; NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  Cursor skipSpaces() {
    while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return this;
  }

  boolean eat(char expected) {
    if (atEnd() || text.charAt(at) != expected) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char expected, String meaning) {
    if (!skipSpaces().eat(expected)) {
      throw fail(at, "'" + expected + "' is expected " + meaning);
    }
  }

  /** Eats a keyword in any case when it stands here as a whole word. */
  boolean eatWord(String word) {
    String here = peekWord();
    if (!here.equalsIgnoreCase(word)) {
      return false;
    }
    at += here.length();
    return true;
  }

  /** What stands before the next space, bracket or quote; empty when there is nothing. */
  String word() {
    String here = peekWord();
    at += here.length();
    return here;
  }

  String peekWord() {
    int end = at;
    while (end < text.length() && isWordChar(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }

  private static boolean isWordChar(char c) {
    return !Character.isWhitespace(c)
        && c != '('
        && c != ')'
        && c != '['
        && c != ']'
        && c != '"'
        && c != ',';
  }

  /** Reads a JSON literal; null for the literal {@code null}. */
  @Nullable Value literal() {
    if (peek() == '"') {
      return Value.text(string());
    }
    int start = at;
    String word = word();
    return switch (word) {
      case "true" -> Value.bool(true);
      case "false" -> Value.bool(false);
      case "null" -> null;
      default -> number(word, start);
    };
  }

  private Value number(String word, int start) {
    boolean plausible =
        !word.isEmpty()
            && word.length() <= MAX_NUMBER_LENGTH
            && (word.charAt(0) == '-' || Character.isDigit(word.charAt(0)));
    if (plausible) {
      try {
        BigDecimal number = new BigDecimal(word);
        if (Math.abs((long) number.scale()) <= MAX_SCALE) {
          return new Value.Num(number);
        }
      } catch (NumberFormatException notANumber) {
        throw fail(start, "the number '" + word + "' cannot be read");
      }
    }
    throw fail(
        start, "a value is expected: a text in double quotes, a number, true, false or null");
  }

  private String string() {
    int start = at++;
    StringBuilder result = new StringBuilder();
    while (!atEnd()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return comparable(result.toString(), start);
      }
      if (c < ' ') {
        throw fail(at - 1, "a control character must be written as an escape");
      }
      result.append(c == '\\' ? escape() : c);
    }
    throw fail(start, "the text in quotes has no end");
  }

  /** What no database keeps cannot be compared with either. */
  private String comparable(String text, int start) {
    boolean odd =
        text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    if (odd) {
      throw fail(start, "the text holds U+0000 or half a character");
    }
    return text;
  }

  private char escape() {
    char c = peek();
    int known = ESCAPES.indexOf(c);
    if (known >= 0 && !atEnd()) {
      at++;
      return ESCAPED.charAt(known);
    }
    if (c == 'u' && at + UNICODE_DIGITS < text.length()) {
      return unicode();
    }
    throw fail(at - 1, "the escape is unknown");
  }

  private char unicode() {
    int code = 0;
    for (int i = 1; i <= UNICODE_DIGITS; i++) {
      int digit = Character.digit(text.charAt(at + i), 16);
      if (digit < 0) {
        throw fail(at - 1, "\\u needs four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    at += UNICODE_DIGITS + 1;
    return (char) code;
  }

  /** A rejection that names the place, counted from 1. */
  RejectedException fail(int position, String problem) {
    String shown =
        problem.length() <= MAX_DETAIL ? problem : problem.substring(0, MAX_DETAIL) + "...";
    return RejectedException.of(kind, what + ", position " + (position + 1) + ": " + shown + ".");
  }
}
