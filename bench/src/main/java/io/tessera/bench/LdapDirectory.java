package io.tessera.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.bench.directory.QuickDirectory;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory that costs next to nothing, as a process of its own. */
final class LdapDirectory implements AutoCloseable {
  private final Process process;
  private final int port;

  private LdapDirectory(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static LdapDirectory start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                classPath(home),
                QuickDirectory.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-directory"));
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the directory did not start");
    }
    return new LdapDirectory(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
  }

  /** These classes, and the LDAP library of the distribution. */
  private static String classPath(Path home) throws IOException {
    try (Stream<Path> jars = Files.walk(home.resolve("repository"))) {
      return Stream.concat(
              Stream.of(System.getProperty("java.class.path")),
              jars.filter(jar -> jar.getFileName().toString().matches("unboundid-ldapsdk-.*\\.jar"))
                  .map(Path::toString))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  long pid() {
    return process.pid();
  }

  /** The settings of a target that points here. */
  String settings() {
    return settings(port, "anything");
  }

  static String settings(int port, String password) {
    return """
    {"host":"127.0.0.1","port":%d,"security":"none","bindDn":"cn=admin,dc=demo,dc=tessera",\
    "bindPassword":"%s","userBase":"ou=people,dc=demo,dc=tessera",\
    "groupBase":"ou=groups,dc=demo,dc=tessera"}\
    """
        .formatted(port, password);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
