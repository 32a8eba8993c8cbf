package io.tessera.demo.directory;

import io.tessera.demo.directory.internal.DemoFiles;
import io.tessera.demo.directory.internal.DemoServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The demo directory as a process of its own. Prints {@code listening on HOST:PORT} when it answers
 * and runs until it is ended; being killed loses nothing that was answered.
 */
public final class Standalone {
  private static final int MISUSED = 2;

  private Standalone() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments the data directory, and the port (0: that of the last time, else any)
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 2 || !arguments[1].matches("[0-9]{1,5}")) {
      System.err.println("usage: Standalone DATA-DIRECTORY PORT");
      System.exit(MISUSED);
    }
    run(Path.of(arguments[0]), Integer.parseInt(arguments[1]), System.out, System.err);
  }

  private static void run(Path data, int port, PrintStream out, PrintStream err)
      throws InterruptedException {
    try (DemoServer server = DemoServer.start(DemoFiles.below(data), port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "demo-directory-stop"));
      out.println("listening on " + server.host() + ":" + server.port());
      out.flush();
      new CountDownLatch(1).await();
    } catch (IOException unusable) {
      err.println(unusable.getMessage());
      System.exit(1);
    }
  }
}
