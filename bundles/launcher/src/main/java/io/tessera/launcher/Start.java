package io.tessera.launcher;

import static io.tessera.launcher.ExitCode.PORT_TAKEN;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleException;

/** From settings to a running server, and down again. */
final class Start {
  private static final Duration READY_BOUND = Duration.ofSeconds(60);
  private static final Duration EXPIRY_NOTICE = Duration.ofDays(30);

  private final Settings settings;
  private final Consumer<String> console;

  Start(Settings settings, Consumer<String> console) {
    this.settings = settings;
    this.console = console;
  }

  /** Returns when the server has stopped. */
  void run() throws StartRefusedException, IOException, BundleException, InterruptedException {
    try (DataDirectory data = DataDirectory.open(settings.data())) {
      checkFree(settings.bind(), settings.httpsPort(), Setting.HTTPS_PORT);
      if (settings.httpPort() != 0) {
        checkFree("127.0.0.1", settings.httpPort(), Setting.HTTP_PORT);
      }
      ServerCertificate certificate =
          ServerCertificate.in(data.path().resolve("tls"), settings.bind());
      data.writePid();
      Server server = new Server(frameworkProperties(certificate), features(certificate));
      stopAtExit(server);
      server.start(settings.home().resolve("repository"));
      announce(certificate);
      if (server.awaitReady(READY_BOUND)) {
        data.writeReady(settings.httpsUrl());
        say("ready after %,d ms", ManagementFactory.getRuntimeMXBean().getUptime());
      } else {
        say("NOT READY after %d s; see %s/log", READY_BOUND.toSeconds(), settings.data());
      }
      server.awaitStop();
    }
  }

  private Map<String, String> frameworkProperties(ServerCertificate certificate) {
    Map<String, String> properties = settings.asProperties();
    properties.put("tessera.tls.keystore", certificate.keyStore().toString());
    return properties;
  }

  private List<Feature> features(ServerCertificate certificate)
      throws IOException, StartRefusedException {
    Map<String, String> variables = frameworkProperties(certificate);
    variables.put("tessera.tls.password", certificate.password());
    Optional<Path> authorities = settings.clientAuthorities();
    if (authorities.isPresent()) {
      variables.put("tessera.tls.truststore", certificate.trusting(authorities.get()).toString());
    }
    List<Feature> features = new ArrayList<>();
    for (String name : settings.features()) {
      features.add(Feature.read(settings.feature(name), variables));
    }
    return features;
  }

  /** A port that is taken is told now, not in the log of the web server. */
  private static void checkFree(String host, int port, Setting setting)
      throws StartRefusedException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new StartRefusedException(
          PORT_TAKEN,
          "Port %d on %s cannot be opened (%s). Stop what uses it, or choose another with %s."
              .formatted(port, host, e.getMessage(), setting.variable()));
    }
  }

  /** SIGTERM and Ctrl-C end the JVM through its shutdown hooks. */
  private static void stopAtExit(Server server) {
    Runnable stop =
        () -> {
          try {
            server.stop();
            ClassArchive.asWanted().ifPresent(ClassArchive::write);
          } catch (BundleException e) {
            System.err.println("tessera: stopping: " + e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
  }

  private void announce(ServerCertificate certificate) {
    say("Tessera on Java %s", Runtime.version());
    say("  data        %s", settings.data());
    say("  https       %s", settings.httpsUrl());
    if (settings.httpPort() != 0) {
      say("  http        http://127.0.0.1:%d", settings.httpPort());
    }
    say("  certificate %s", certificate.pem());
    say("              SHA-256 %s", certificate.fingerprint());
    if (Instant.now().plus(EXPIRY_NOTICE).isAfter(certificate.expires())) {
      say("  The certificate expires on %s: remove tls/ and restart.", certificate.expires());
    }
  }

  private void say(String format, Object... arguments) {
    console.accept(format.formatted(arguments));
  }
}
