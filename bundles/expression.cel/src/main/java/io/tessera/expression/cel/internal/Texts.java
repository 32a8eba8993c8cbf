package io.tessera.expression.cel.internal;

import io.tessera.provisioning.api.spi.ExpressionException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Functions of texts. What they give is as bounded as what they are given. */
final class Texts {
  private static final int MAX_PARTS = 1_000;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");

  /** Letters that Unicode does not take apart, as passports write them (ICAO Doc 9303, part 3). */
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("ß", "ss"),
          Map.entry("ẞ", "SS"),
          Map.entry("æ", "ae"),
          Map.entry("Æ", "AE"),
          Map.entry("œ", "oe"),
          Map.entry("Œ", "OE"),
          Map.entry("ø", "oe"),
          Map.entry("Ø", "OE"),
          Map.entry("ł", "l"),
          Map.entry("Ł", "L"),
          Map.entry("đ", "d"),
          Map.entry("Đ", "D"),
          Map.entry("ð", "d"),
          Map.entry("Ð", "D"),
          Map.entry("þ", "th"),
          Map.entry("Þ", "TH"),
          Map.entry("ı", "i"));

  private Texts() {}

  /** Without accents; what has no ASCII letter is left out. */
  static String ascii(String text) {
    StringBuilder spelled = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(letter -> spelled.append(LETTERS.getOrDefault(letter, letter)));
    String apart = Normalizer.normalize(spelled, Normalizer.Form.NFKD);
    return NOT_ASCII.matcher(MARKS.matcher(apart).replaceAll("")).replaceAll("");
  }

  static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int rest = text.offsetByCodePoints(0, 1);
    return text.substring(0, rest).toUpperCase(Locale.ROOT)
        + text.substring(rest).toLowerCase(Locale.ROOT);
  }

  /** The first characters. */
  static String left(String text, long count) {
    return text.substring(0, text.offsetByCodePoints(0, within(text, count)));
  }

  /** The last characters. */
  static String right(String text, long count) {
    return text.substring(text.offsetByCodePoints(text.length(), -within(text, count)));
  }

  private static int within(String text, long count) {
    return (int) Math.max(0, Math.min(count, text.codePointCount(0, text.length())));
  }

  /**
   * The characters of a set.
   *
   * @param set characters and ranges, {@code a-z0-9._}; a dash first or last means itself
   */
  static String kept(String text, String set) {
    StringBuilder kept = new StringBuilder();
    text.codePoints().filter(c -> isIn(c, set)).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isIn(int character, String set) {
    int[] all = set.codePoints().toArray();
    for (int i = 0; i < all.length; i++) {
      boolean range = i + 2 < all.length && all[i + 1] == '-';
      if (range && character >= all[i] && character <= all[i + 2]) {
        return true;
      }
      if (!range && character == all[i]) {
        return true;
      }
      i += range ? 2 : 0;
    }
    return false;
  }

  static String replaced(String text, String what, String by) {
    if (what.isEmpty()) {
      throw new ExpressionException("replace needs to know what is to be replaced");
    }
    long occurrences = (text.length() - text.replace(what, "").length()) / what.length();
    bounded(text.length() + occurrences * Math.max(0, by.length() - what.length()));
    return text.replace(what, by);
  }

  static List<String> parts(String text, String separator) {
    List<String> parts = List.of(text.split(Pattern.quote(separator), MAX_PARTS + 1));
    if (parts.size() > MAX_PARTS) {
      throw new ExpressionException("split gives more than " + MAX_PARTS + " parts");
    }
    return parts;
  }

  static String joined(List<?> parts, String separator) {
    StringBuilder joined = new StringBuilder();
    for (Object part : parts) {
      joined.append(joined.isEmpty() ? "" : separator).append(part);
      bounded(joined.length());
    }
    return joined.toString();
  }

  private static void bounded(long length) {
    if (length > AttributesMap.MAX_TEXT) {
      throw new ExpressionException(
          "a text of more than " + AttributesMap.MAX_TEXT + " characters would result");
    }
  }
}
