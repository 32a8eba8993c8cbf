package io.tessera.scim.protocol.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Breaks what was right, a little or a lot. */
final class Damage {
  private static final String PIECES =
      "()[]{}\"\\,.:;'%*=$#&|<>-+0e9 \t\n\u0000\u007f\u0130\ud83d\ude00\ufeffandornotpreq";

  private final Random random;

  Damage(Random random) {
    this.random = random;
  }

  String of(String text) {
    StringBuilder broken = new StringBuilder(text);
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(broken.length() + 1);
      int to = Math.min(broken.length(), at + random.nextInt(8));
      switch (random.nextInt(6)) {
        case 0 -> broken.delete(at, to);
        case 1 -> broken.insert(at, piece());
        case 2 -> broken.insert(at, broken.substring(at, to));
        case 3 -> broken.setLength(at);
        case 4 -> broken.replace(at, to, Character.toString(piece()));
        default -> broken.reverse();
      }
      if (broken.isEmpty()) {
        broken.append(piece());
      }
    }
    return broken.toString();
  }

  byte[] of(byte[] document) {
    byte[] broken = document.clone();
    for (int n = random.nextInt(4); n >= 0 && broken.length > 0; n--) {
      int at = random.nextInt(broken.length);
      switch (random.nextInt(4)) {
        case 0 -> broken[at] = (byte) random.nextInt(256);
        case 1 -> broken[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> broken = Arrays.copyOf(broken, at);
        default -> {
          byte[] longer = Arrays.copyOf(broken, broken.length + 1);
          System.arraycopy(broken, at, longer, at + 1, broken.length - at);
          longer[at] = (byte) PIECES.charAt(random.nextInt(PIECES.length()));
          broken = longer;
        }
      }
    }
    return broken;
  }

  private char piece() {
    return PIECES.charAt(random.nextInt(PIECES.length()));
  }
}
