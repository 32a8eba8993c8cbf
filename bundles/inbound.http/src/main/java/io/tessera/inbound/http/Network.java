package io.tessera.inbound.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network of addresses, e.g. {@code 10.0.0.0/8} or {@code ::1}. */
final class Network {
  private final byte[] start;
  private final int bits;

  private Network(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  /**
   * Reads an address, or an address with the length of its prefix.
   *
   * @throws IllegalArgumentException it is neither; names of hosts are not looked up
   */
  static Network of(String written) {
    int slash = written.indexOf('/');
    byte[] start = address(slash < 0 ? written : written.substring(0, slash));
    int most = start.length * Byte.SIZE;
    int bits = slash < 0 ? most : Integer.parseInt(written.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("'" + written + "' is no network");
    }
    return new Network(start, bits);
  }

  /** Whether an address lies in it; false for what is no address. */
  boolean contains(String address) {
    try {
      return contains(address(address));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private boolean contains(byte[] address) {
    if (address.length != start.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((address[bit / Byte.SIZE] & mask) != (start[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Digits, dots, colons and hexadecimal letters only: anything else would be looked up. */
  private static byte[] address(String written) {
    String bare = written.strip();
    if (bare.isEmpty() || !bare.matches("[0-9a-fA-F.:]+") || !bare.matches(".*[.:].*")) {
      throw new IllegalArgumentException("'" + written + "' is no address");
    }
    try {
      return InetAddress.getByName(bare).getAddress();
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException("'" + written + "' is no address", noAddress);
    }
  }
}
