package io.tessera.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP connection to a target on which things go wrong when told to. */
final class Wire implements AutoCloseable {
  /** What can go wrong. */
  enum Fault {
    NONE,
    /** The answer comes, a while later. */
    DELAY,
    /** The connection is reset before the request has reached the target. */
    RESET,
    /** The target has carried out the request; the connection is reset instead of the answer. */
    DROP_AFTER_EFFECT,
    /** The target has carried out the request; half of the answer comes, and the end. */
    TRUNCATE,
    /** The target has carried out the request; no answer and no end of the connection comes. */
    HALF_OPEN,
    /** Nothing reaches the target, nothing comes back. */
    BLACK_HOLE
  }

  private static final int BUFFER = 1 << 16;
  private static final int CONNECT_MILLIS = 2_000;
  private final ServerSocket door;
  private final int target;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<Fault, AtomicInteger> done = new EnumMap<>(Fault.class);
  private volatile Fault fault = Fault.NONE;
  private volatile double share;
  private volatile long delayMillis = 300;

  private Wire(int target, long seed) throws IOException {
    this.target = target;
    this.random = new Random(seed);
    this.door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    for (Fault each : Fault.values()) {
      done.put(each, new AtomicInteger());
    }
  }

  /** A faultless wire to a port of this machine. */
  static Wire to(int target, long seed) throws IOException {
    Wire wire = new Wire(target, seed);
    start("wire-door", wire::accept);
    return wire;
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on this share of the exchanges, from 0 to 1, goes wrong. */
  void breaks(Fault how, double shareOfExchanges) {
    fault = how;
    share = shareOfExchanges;
  }

  void delays(long millis) {
    delayMillis = millis;
  }

  /** From now on nothing goes wrong; what hangs is cut. */
  void heal() {
    fault = Fault.NONE;
    open.forEach(Wire::reset);
  }

  /** How often it has gone wrong like that. */
  int count(Fault how) {
    return done.get(how).get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        start("wire-open", () -> join(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket client) {
    Socket server = new Socket();
    try {
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.add(server);
    } catch (IOException targetIsAway) {
      reset(client);
      return;
    }
    Pipe pipe = new Pipe(client, server);
    start("wire-back", pipe::answers);
    pipe.requests();
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection. A fault is drawn for each request, at its first byte. */
  private final class Pipe {
    private final Socket client;
    private final Socket server;
    private volatile Fault drawn = Fault.NONE;

    Pipe(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() {
      pump(
          client,
          server,
          (bytes, length, to) -> {
            draw();
            if (drawn == Fault.RESET) {
              return false;
            }
            if (drawn != Fault.BLACK_HOLE) {
              to.write(bytes, 0, length);
            }
            return true;
          });
    }

    void answers() {
      pump(
          server,
          client,
          (bytes, length, to) -> {
            switch (drawn) {
              case DROP_AFTER_EFFECT -> {
                return false;
              }
              case TRUNCATE -> {
                to.write(bytes, 0, length / 2);
                to.flush();
                client.shutdownOutput();
                drawn = Fault.HALF_OPEN;
              }
              case HALF_OPEN, BLACK_HOLE -> {}
              case DELAY -> {
                TimeUnit.MILLISECONDS.sleep(delayMillis);
                to.write(bytes, 0, length);
              }
              default -> to.write(bytes, 0, length);
            }
            return true;
          });
    }

    /** A connection that hangs goes on hanging. */
    private synchronized void draw() {
      if (drawn == Fault.HALF_OPEN || drawn == Fault.BLACK_HOLE) {
        return;
      }
      boolean now = fault != Fault.NONE && random.nextDouble() < share;
      drawn = now ? fault : Fault.NONE;
      done.get(drawn).incrementAndGet();
    }

    private void pump(Socket from, Socket to, Step step) {
      byte[] bytes = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        int length = in.read(bytes);
        while (length >= 0 && step.pass(bytes, length, out)) {
          length = in.read(bytes);
        }
        if (length >= 0) {
          reset(client);
        }
      } catch (IOException broken) {
        reset(client);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      } finally {
        reset(server);
        open.remove(server);
        if (drawn != Fault.HALF_OPEN && drawn != Fault.BLACK_HOLE) {
          reset(client);
          open.remove(client);
        }
      }
    }
  }

  /** Passes some bytes on, or says that the connection is to be reset. */
  private interface Step {
    boolean pass(byte[] bytes, int length, OutputStream to)
        throws IOException, InterruptedException;
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closedAlready) {
      // that is what was wanted
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(Wire::reset);
  }
}
