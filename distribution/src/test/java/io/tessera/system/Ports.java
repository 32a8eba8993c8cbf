package io.tessera.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that stay free until they are used: below those that the kernel gives to clients. */
final class Ports {
  private static final int FIRST = 10_000;
  private static final int BEHIND_LAST = 20_000;
  private static final int TRIES = 200;

  private Ports() {}

  static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // try another
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + BEHIND_LAST);
  }
}
