package io.tessera.connector.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a connector and its counterpart on a loopback port and does what networks do.
 * Forwards bytes until told otherwise; a change of mind holds for connections that exist and for
 * those to come. Safe for use by several threads.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final int CONNECT_MILLIS = 5_000;

  private final InetSocketAddress counterpart;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int port;
  private Mood mood = Mood.GOOD;
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;

  private enum Fault {
    NONE,
    BLACK_HOLE,
    LOSE_ANSWERS,
    ANSWER_ITSELF
  }

  private record Mood(Fault fault, long answerBytes, Duration delay, @Nullable CannedHttp answer) {
    static final Mood GOOD = new Mood(Fault.NONE, 0, Duration.ZERO, null);
  }

  private FaultyProxy(InetSocketAddress counterpart) throws IOException {
    this.counterpart = counterpart;
    this.port = listen(0);
  }

  /** Starts to listen. */
  public static FaultyProxy to(InetSocketAddress counterpart) {
    try {
      return new FaultyProxy(counterpart);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** Where the connector is to connect to. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Everything works, from now on. */
  public void heal() {
    become(Mood.GOOD);
    lock.lock();
    try {
      if (listener == null) {
        listen(port);
      }
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    } finally {
      lock.unlock();
    }
  }

  /** Connections are accepted, and nothing is ever heard again, of old ones neither. */
  public void blackHole() {
    become(new Mood(Fault.BLACK_HOLE, 0, Duration.ZERO, null));
  }

  /** Answers come later. */
  public void delayAnswers(Duration delay) {
    become(new Mood(Fault.NONE, 0, delay, null));
  }

  /**
   * Requests arrive; of the answers only so many bytes get through on each connection, then it is
   * reset.
   */
  public void loseAnswersAfter(long bytes) {
    become(new Mood(Fault.LOSE_ANSWERS, bytes, Duration.ZERO, null));
  }

  /** HTTP requests no longer reach the counterpart; all get this answer. */
  void answer(CannedHttp canned) {
    become(new Mood(Fault.ANSWER_ITSELF, 0, Duration.ZERO, canned));
  }

  /** Nobody listens any more, and open connections are reset. */
  public void refuse() {
    @Nullable Thread last = null;
    lock.lock();
    try {
      last = acceptor;
      acceptor = null;
      if (listener != null) {
        listener.close();
        listener = null;
      }
    } catch (IOException alreadyClosed) {
      listener = null;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      awaitEnd(last);
    }
    reset();
  }

  /** A closed socket keeps its port as long as a thread is still inside of it. */
  private static void awaitEnd(Thread acceptor) {
    try {
      acceptor.join(CONNECT_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Resets all open connections. */
  public void reset() {
    open.forEach(FaultyProxy::reset);
  }

  @Override
  public void close() {
    refuse();
    become(Mood.GOOD);
  }

  private void become(Mood next) {
    lock.lock();
    try {
      mood = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int listen(int onPort) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
    listener = socket;
    acceptor = start("accept", () -> acceptAll(socket));
    return socket.getLocalPort();
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (!socket.isClosed()) {
        Socket client = socket.accept();
        open.add(client);
        if (socket.isClosed()) {
          // The kernel completes a connection that comes while the listener is being closed.
          reset(client);
          return;
        }
        start("connection", () -> serve(client));
      }
    } catch (IOException closed) {
      // That is how refuse() ends the loop.
      return;
    }
  }

  private void serve(Socket client) {
    Socket server = new Socket();
    open.add(server);
    try {
      server.connect(counterpart, CONNECT_MILLIS);
      start("answers", () -> pump(server, client, true));
      pump(client, server, false);
    } catch (IOException unreachable) {
      forget(client, server);
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[BUFFER];
    long passed = 0;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Mood now = mood(answers);
        CannedHttp canned = now.answer();
        if (!answers && canned != null) {
          canned.give(new SequenceInputStream(new ByteArrayInputStream(buffer, 0, n), in), from);
          break;
        }
        if (answers && now.fault() == Fault.LOSE_ANSWERS) {
          out.write(buffer, 0, (int) Math.min(n, Math.max(0, now.answerBytes() - passed)));
          passed += n;
          if (passed > now.answerBytes()) {
            break;
          }
        } else {
          out.write(buffer, 0, n);
        }
        out.flush();
      }
    } catch (IOException ended) {
      // One side is gone; the other is told in any case.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      forget(from, to);
    }
  }

  /** What holds for bytes that have just come; waits while there is a black hole. */
  private Mood mood(boolean answers) throws InterruptedException {
    lock.lock();
    try {
      long left = answers ? mood.delay().toNanos() : 0;
      while (mood.fault() == Fault.BLACK_HOLE || left > 0) {
        if (mood.fault() == Fault.BLACK_HOLE) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      return mood;
    } finally {
      lock.unlock();
    }
  }

  private void forget(Socket one, Socket other) {
    reset(one);
    reset(other);
    open.remove(one);
    open.remove(other);
  }

  private static void reset(Socket socket) {
    try {
      // Without lingering a close is a reset: the other side learns of it at once.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyClosed) {
      return;
    }
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, "faulty-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
