package io.tessera.provisioning.internal.passthrough;

import io.tessera.crypto.KeyRing;
import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Seals so that tests see what was sealed for what; keeps no secret. */
public final class XorBox implements SecretBox, KeyRing {
  private static final byte MASK = 0x55;

  @Override
  public byte[] seal(byte[] clear, String context) {
    byte[] head = (context + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] sealed = Arrays.copyOf(head, head.length + clear.length);
    for (int i = 0; i < clear.length; i++) {
      sealed[head.length + i] = (byte) (clear[i] ^ MASK);
    }
    return sealed;
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    byte[] head = (context + "\n").getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(head, Arrays.copyOf(sealed, head.length))) {
      throw new SecretUnreadableException("sealed for something else", new IllegalStateException());
    }
    byte[] clear = Arrays.copyOfRange(sealed, head.length, sealed.length);
    for (int i = 0; i < clear.length; i++) {
      clear[i] ^= MASK;
    }
    return clear;
  }

  @Override
  public List<String> keys() {
    return List.of("k1");
  }

  @Override
  public String sealing() {
    return "k1";
  }

  @Override
  public String newId() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void add(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sealWith(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remove(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String keyOf(byte[] sealed) {
    return "k1";
  }
}
