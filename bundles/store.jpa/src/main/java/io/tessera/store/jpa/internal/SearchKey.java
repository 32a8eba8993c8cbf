package io.tessera.store.jpa.internal;

import io.tessera.model.Names;

/**
 * Texts as they lie in indexed columns. Bounded, so that an index takes them, and without what one
 * of the databases cannot keep or compare.
 */
public final class SearchKey {
  /** Longest key, in UTF-16 units. */
  public static final int MAX_LENGTH = 256;

  /** Longest externalId, in UTF-16 units. */
  public static final int MAX_EXTERNAL_ID = 512;

  private static final char REPLACEMENT = '\uFFFD';
  private static final char NO_BREAK_SPACE = '\u00A0';

  private SearchKey() {}

  /** For values whose case does not matter. */
  public static String folded(String value) {
    return exact(Names.fold(cut(value, MAX_LENGTH)));
  }

  /** For values whose case matters. */
  public static String exact(String value) {
    return kept(cut(value, MAX_LENGTH));
  }

  /** The beginning of values whose case does not matter. */
  public static String foldedPart(String part) {
    return part(Names.fold(part));
  }

  /** The beginning, or any part, of values whose case matters. */
  public static String part(String part) {
    return replaced(cut(part, MAX_LENGTH));
  }

  /** For externalIds, which are kept whole; longer ones than can be kept match none. */
  public static String externalId(String value) {
    return kept(cut(value, MAX_EXTERNAL_ID + 1));
  }

  /** For display. */
  static String label(String value) {
    return replaced(cut(value, MAX_LENGTH));
  }

  /** A text that is no key, as far as a column takes it. */
  static String bounded(String text, int length) {
    return replaced(cut(text, length));
  }

  /** Whether nothing was cut off, so that equal keys mean equal values. */
  public static boolean whole(String key) {
    return key.length() < MAX_LENGTH;
  }

  /**
   * Derby takes "a" and "a " for equal; a last blank that is another character makes them differ.
   */
  static String kept(String value) {
    String result = replaced(value);
    return result.endsWith(" ")
        ? result.substring(0, result.length() - 1) + NO_BREAK_SPACE
        : result;
  }

  /** PostgreSQL keeps no NUL, and neither database halves of surrogate pairs. */
  private static String replaced(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return replacedSlowly(value);
      }
    }
    return value;
  }

  private static String replacedSlowly(String value) {
    StringBuilder result = new StringBuilder(value.length());
    value
        .codePoints()
        .map(c -> c == 0 || isHalf(c) ? REPLACEMENT : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static String cut(String value, int length) {
    return value.length() <= length ? value : value.substring(0, length);
  }
}
