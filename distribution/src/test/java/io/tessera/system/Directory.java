package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An LDAP directory in a process of its own, which keeps what it has answered. */
final class Directory implements AutoCloseable {
  private static final String BASE = "dc=demo,dc=tessera";
  private static final String ADMINISTRATOR = "cn=admin," + BASE;
  private static final String PEOPLE = "ou=people," + BASE;
  private static final String GROUPS = "ou=groups," + BASE;

  /** What disables an account here. */
  static final String LOCK = "pwdAccountLockedTime";

  private final Path folder;
  private final int port = Ports.free();
  private @Nullable Process process;

  private Directory(Path folder) {
    this.folder = folder;
  }

  static Directory in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new Directory(folder).start();
  }

  /** Starts it, again on the same data and port after {@link #stop}. */
  Directory start() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                Distribution.jar("io.tessera.demo.directory")
                    + ":"
                    + Distribution.jar("unboundid-ldapsdk"),
                "io.tessera.demo.directory.Standalone",
                folder.toString(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "end-directory"));
    String line =
        new BufferedReader(new InputStreamReader(started.getInputStream(), UTF_8)).readLine();
    if (line == null || !line.startsWith("listening on ")) {
      throw new IOException("the directory did not start: " + line);
    }
    return this;
  }

  void stop() {
    Objects.requireNonNull(process).destroyForcibly().onExit().join();
  }

  String password() throws IOException {
    return Files.readString(folder.resolve("demo/password")).strip();
  }

  /** What an LDAP target needs to reach it. */
  Map<String, Object> settings() throws IOException {
    return Map.of(
        "host",
        "127.0.0.1",
        "port",
        port,
        "security",
        "none",
        "bindDn",
        ADMINISTRATOR,
        "bindPassword",
        password(),
        "userBase",
        PEOPLE,
        "groupBase",
        GROUPS,
        "connectTimeoutMillis",
        2_000);
  }

  Optional<SearchResultEntry> person(String uid) throws LDAPException, IOException {
    List<SearchResultEntry> found = search(PEOPLE, Filter.createEqualityFilter("uid", uid));
    if (found.size() > 1) {
      throw new AssertionError("doubled: " + found);
    }
    return found.stream().findFirst();
  }

  List<SearchResultEntry> people() throws LDAPException, IOException {
    return search(PEOPLE, Filter.createEqualityFilter("objectClass", "inetOrgPerson"));
  }

  /** Whether somebody gets in with a password. */
  boolean opens(String uid, String password) throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
      connection.bind("uid=" + uid + "," + PEOPLE, password);
      return true;
    } catch (LDAPException refused) {
      if (refused.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
        return false;
      }
      throw refused;
    }
  }

  /** As somebody at the directory does it. */
  void remove(String uid) throws LDAPException, IOException {
    try (LDAPConnection connection =
        new LDAPConnection("127.0.0.1", port, ADMINISTRATOR, password())) {
      connection.delete("uid=" + uid + "," + PEOPLE);
    }
  }

  Optional<SearchResultEntry> group(String cn) throws LDAPException, IOException {
    return search(GROUPS, Filter.createEqualityFilter("cn", cn)).stream().findFirst();
  }

  private List<SearchResultEntry> search(String base, Filter filter)
      throws LDAPException, IOException {
    try (LDAPConnection connection =
        new LDAPConnection("127.0.0.1", port, ADMINISTRATOR, password())) {
      return connection
          .search(base, SearchScope.ONE, filter, "*", "entryUUID", LOCK)
          .getSearchEntries();
    }
  }

  /** The changes it has made so far, in order, as LDIF change records. */
  List<String> journal() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("demo"))) {
      files =
          all.filter(p -> p.getFileName().toString().startsWith("journal-"))
              .sorted(Comparator.comparing(p -> p.getFileName().toString()))
              .toList();
    }
    List<String> records = new ArrayList<>();
    for (Path file : files) {
      for (String record : Files.readString(file).split("(?m)^# [0-9]+ [0-9a-f]{8}$", -1)) {
        if (!record.isBlank()) {
          records.add(record.strip());
        }
      }
    }
    return records;
  }

  @Override
  public void close() {
    if (process != null) {
      stop();
    }
  }
}
