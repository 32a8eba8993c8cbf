package io.tessera.scim1.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.schema.AttributeDefinition;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a filter of SCIM 1.1 in the words of SCIM 2.0: names become canonical, bare texts are
 * quoted. What makes no sense is passed on as it is, for the parser to refuse.
 */
final class FilterTranslation {
  /** What comes next. */
  private enum Place {
    ATTRIBUTE,
    OPERATOR,
    VALUE,
    CONJUNCTION
  }

  private final Vocabulary words;
  private final String text;
  private final StringBuilder out;
  private int at;
  private Place place = Place.ATTRIBUTE;
  private boolean takesText;

  FilterTranslation(Vocabulary words, String text) {
    this.words = words;
    this.text = text;
    this.out = new StringBuilder(text.length() + 64);
  }

  String translated() {
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == '"') {
        copyQuoted();
        place = Place.CONJUNCTION;
      } else if (next == '[') {
        copyBrackets();
        place = Place.CONJUNCTION;
      } else if (Character.isWhitespace(next) || isMark(next)) {
        out.append(next);
        at++;
      } else {
        word(takeWord());
      }
    }
    return out.toString();
  }

  private static boolean isMark(char c) {
    return c == '(' || c == ')' || c == ']';
  }

  private String takeWord() {
    int start = at;
    while (at < text.length() && !endsWord(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean endsWord(char c) {
    return Character.isWhitespace(c) || isMark(c) || c == '"' || c == '[';
  }

  private void word(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    switch (place) {
      case ATTRIBUTE -> {
        if (lower.equals("not")) {
          out.append(word);
        } else {
          attribute(word);
          place = Place.OPERATOR;
        }
      }
      case OPERATOR -> {
        out.append(word);
        place = lower.equals("pr") ? Place.CONJUNCTION : Place.VALUE;
      }
      case VALUE -> {
        value(word);
        place = Place.CONJUNCTION;
      }
      case CONJUNCTION -> {
        out.append(word);
        place = Place.ATTRIBUTE;
      }
    }
  }

  private void attribute(String written) {
    Optional<AttributePath> path = words.resolve(written);
    takesText = path.filter(this::isText).isPresent();
    out.append(path.map(AttributePath::toString).orElse(written));
  }

  private boolean isText(AttributePath path) {
    Optional<AttributeDefinition> definition = words.schema().definition(path);
    Optional<AttributeDefinition> compared =
        definition.filter(AttributeDefinition::isComplex).isPresent()
            ? definition.flatMap(d -> d.sub("value"))
            : definition;
    return compared
        .map(AttributeDefinition::type)
        .filter(
            t ->
                t != AttributeDefinition.Type.BOOLEAN
                    && t != AttributeDefinition.Type.INTEGER
                    && t != AttributeDefinition.Type.DECIMAL)
        .isPresent();
  }

  private void value(String bare) {
    if (takesText) {
      out.append('"').append(bare.replace("\\", "\\\\")).append('"');
    } else {
      out.append(bare);
    }
  }

  private void copyQuoted() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(text.length(), at + 1);
    out.append(text, start, at);
  }

  /** Inside brackets names are sub-attributes, which both versions call the same. */
  private void copyBrackets() {
    while (at < text.length() && text.charAt(at) != ']') {
      if (text.charAt(at) == '"') {
        copyQuoted();
      } else {
        out.append(text.charAt(at++));
      }
    }
    if (at < text.length()) {
      out.append(text.charAt(at++));
    }
  }
}
