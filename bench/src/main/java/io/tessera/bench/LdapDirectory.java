package io.tessera.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The demo directory, which syncs each change to disk, as a process of its own. */
final class LdapDirectory implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final int port;

  private LdapDirectory(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  static LdapDirectory start(Path home) throws IOException {
    Path folder = Files.createTempDirectory("tessera-bench-ldap");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classPath(home),
                "io.tessera.demo.directory.Standalone",
                folder.toString(),
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-directory"));
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the directory did not start");
    }
    return new LdapDirectory(
        folder, process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
  }

  /** The jars of the distribution that hold the directory. */
  private static String classPath(Path home) throws IOException {
    try (Stream<Path> jars = Files.walk(home.resolve("repository"))) {
      return jars.filter(
              jar ->
                  jar.getFileName()
                      .toString()
                      .matches("(io\\.tessera\\.demo\\.directory|unboundid-ldapsdk)-.*\\.jar"))
          .map(Path::toString)
          .collect(Collectors.joining(":"));
    }
  }

  long pid() {
    return process.pid();
  }

  /** The settings of a target that points here. */
  String settings() throws IOException {
    return settings(port, Files.readString(folder.resolve("demo/password")).strip());
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
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Folders.delete(folder);
  }
}
