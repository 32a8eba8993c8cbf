package io.tessera.federation.oidc.internal;

import java.util.Random;

/** Objects in JSON, most of them right, some of them broken. */
final class RandomClaims {
  private static final String[] NAMES = {
    "sub", "iss", "aud", "exp", "groups", "a", "a.b", "b", "address", "", "\\u0000", "\\ud83d", "é"
  };
  private static final String[] VALUES = {
    "1", "-0", "1e400", "1.5", "true", "false", "null", "\"x\"", "\"\"", "\"\\ud800\"", "[]", "{}"
  };
  private static final String PIECES = "{}[]\",:\\0-e. \u0000\ufeff\ud83d\u00e9";

  private final Random random;

  RandomClaims(Random random) {
    this.random = random;
  }

  String next() {
    String object = object(random.nextInt(6));
    return random.nextInt(3) == 0 ? broken(object) : object;
  }

  private String object(int depth) {
    StringBuilder text = new StringBuilder("{");
    int size = random.nextInt(5);
    int first = random.nextInt(NAMES.length);
    for (int i = 0; i < size; i++) {
      int name = random.nextInt(8) == 0 ? random.nextInt(NAMES.length) : first + i;
      text.append(i == 0 ? "" : ",")
          .append('"')
          .append(NAMES[name % NAMES.length])
          .append("\":")
          .append(value(depth));
    }
    return text.append('}').toString();
  }

  private String value(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> object(depth - 1);
      case 2 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
      case 3 -> "\"" + "x".repeat(random.nextInt(2000)) + "\"";
      default -> VALUES[random.nextInt(VALUES.length)];
    };
  }

  String broken(String text) {
    StringBuilder broken = new StringBuilder(text);
    int at = random.nextInt(broken.length());
    char piece = PIECES.charAt(random.nextInt(PIECES.length()));
    switch (random.nextInt(4)) {
      case 0 -> broken.deleteCharAt(at);
      case 1 -> broken.insert(at, piece);
      case 2 -> broken.setCharAt(at, piece);
      default -> broken.setLength(at);
    }
    return broken.toString();
  }
}
