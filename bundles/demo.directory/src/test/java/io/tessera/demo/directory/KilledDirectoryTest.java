package io.tessera.demo.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import io.tessera.demo.directory.internal.DemoFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledDirectoryTest {
  private static final int CLIENTS = 8;
  @TempDir Path data;

  @Test
  void what_was_answered_before_a_kill_is_there_afterwards_with_the_same_id() throws Exception {
    Map<String, String> answered = new ConcurrentHashMap<>();
    for (int round = 0; round < 3; round++) {
      Process directory = start();
      try {
        addUntilKilled(directory, "r" + round, answered);
      } finally {
        directory.destroyForcibly().waitFor();
      }
    }
    Process directory = start();
    try (LDAPConnection connection = connect()) {
      assertThat(answered).hasSizeGreaterThan(100);
      for (Map.Entry<String, String> each : answered.entrySet()) {
        assertThat(connection.getEntry(each.getKey(), "entryUUID"))
            .as(each.getKey())
            .isNotNull()
            .extracting(e -> e.getAttributeValue("entryUUID"))
            .isEqualTo(each.getValue());
      }
    } finally {
      directory.destroyForcibly().waitFor();
    }
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName(),
                data.toString(),
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).startsWith("listening on 127.0.0.1:");
    return process;
  }

  private LDAPConnection connect() throws IOException, LDAPException {
    DemoFiles files = DemoFiles.below(data);
    return new LDAPConnection(
        "127.0.0.1", files.port(), "cn=admin,dc=demo,dc=tessera", files.password());
  }

  private void addUntilKilled(Process directory, String prefix, Map<String, String> answered)
      throws Exception {
    CountDownLatch enough = new CountDownLatch(200);
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      String name = prefix + "c" + client + "n";
      Thread thread = new Thread(() -> add(name, answered, enough));
      thread.start();
      clients.add(thread);
    }
    assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
    directory.destroyForcibly().waitFor();
    for (Thread client : clients) {
      client.join();
    }
  }

  private void add(String prefix, Map<String, String> answered, CountDownLatch enough) {
    try (LDAPConnection connection = connect()) {
      for (int i = 0; i < 100_000; i++) {
        String dn = "uid=" + prefix + i + ",ou=people,dc=demo,dc=tessera";
        AddRequest request =
            new AddRequest(
                "dn: " + dn, "objectClass: inetOrgPerson", "uid: " + prefix + i, "cn: x", "sn: y");
        request.addControl(new PostReadRequestControl(true, "entryUUID"));
        LDAPResult result = connection.add(request);
        answered.put(
            dn, PostReadResponseControl.get(result).getEntry().getAttributeValue("entryUUID"));
        enough.countDown();
      }
    } catch (LDAPException | IOException | com.unboundid.ldif.LDIFException killed) {
      return;
    }
  }
}
