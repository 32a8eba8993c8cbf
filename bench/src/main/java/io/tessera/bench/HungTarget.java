package io.tessera.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes every connection and never says a word. */
final class HungTarget implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Socket> taken = Collections.synchronizedList(new ArrayList<>());

  private HungTarget(ServerSocket socket) {
    this.socket = socket;
  }

  static HungTarget start() throws IOException {
    HungTarget target = new HungTarget(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
    Thread thread = new Thread(target::accept, "hung-target");
    thread.setDaemon(true);
    thread.start();
    return target;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        taken.add(socket.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : List.copyOf(taken)) {
      each.close();
    }
  }
}
