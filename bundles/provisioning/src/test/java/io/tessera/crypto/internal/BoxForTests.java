package io.tessera.crypto.internal;

import java.nio.file.Path;

/** The real box, with its keys in a folder of a test. */
public final class BoxForTests {
  private BoxForTests() {}

  public static AesSecretBox in(Path data) {
    return new AesSecretBox(data);
  }
}
