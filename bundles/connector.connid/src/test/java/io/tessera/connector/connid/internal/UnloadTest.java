package io.tessera.connector.connid.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.connid.SyncingConnector;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that is taken away leaves nothing behind, however often. */
class UnloadTest {
  private static final int CYCLES = 50;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

  /** Loads a jar, makes an instance and uses it, and takes both away. */
  private interface Cycle {
    ClassLoader run(ReleasedJar jar) throws Exception;
  }

  @Test
  void the_class_loaders_of_fifty_ldap_jars_are_collected() throws Exception {
    cycle(
        "ldap",
        jar -> {
          DirectorySubject subject = new DirectorySubject(jar);
          SyncingConnector connector = (SyncingConnector) subject.connector(Reach.DIRECTLY);
          assertThat(connector.search(Search.first(ObjectType.USER, 5))).isNotNull();
          assertThat(
                  connector.read(
                      new Lookup(ObjectType.USER, null, subject.named(ObjectType.USER, "nobody"))))
              .isInstanceOf(Reading.Absent.class);
          subject.close();
          return jar.loader(ReleasedJar.LDAP);
        });
  }

  @Test
  void the_class_loaders_of_fifty_table_jars_are_collected() throws Exception {
    cycle(
        "db",
        jar -> {
          TableSubject subject = new TableSubject(jar);
          SyncingConnector connector = (SyncingConnector) subject.connector(Reach.DIRECTLY);
          assertThat(
                  connector.read(
                      new Lookup(ObjectType.USER, null, subject.named(ObjectType.USER, "nobody"))))
              .isInstanceOf(Reading.Absent.class);
          subject.close();
          return jar.loader(ReleasedJar.TABLE);
        });
  }

  @Test
  void the_class_loaders_of_fifty_csvdir_jars_are_collected(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("people.csv"), "id,title\n");
    cycle(
        "csvdir",
        jar -> {
          SyncingConnector connector =
              jar.connector(ReleasedJar.CSVDIR, CsvFolder.settings(folder));
          assertThat(
                  connector.read(
                      new Lookup(
                          ObjectType.USER,
                          null,
                          TargetAttributes.builder().put("__NAME__", "nobody").build())))
              .isInstanceOf(Reading.Absent.class);
          connector.close();
          return jar.loader(ReleasedJar.CSVDIR);
        });
  }

  @Test
  void what_a_jar_throws_while_it_is_tidied_up_keeps_nothing_open(@TempDir Path folder)
      throws Exception {
    ConnIdBundle bundle =
        ConnIdBundle.open(
            jarWithHalfADatabase(folder),
            folder.resolve("unpacked"),
            new ConnIdManifest("half", "1", ""),
            UnloadTest.class.getClassLoader());
    assertThat(bundle.classes().isConnector("org.hsqldb.DatabaseManager")).isFalse();
    bundle.close();
    assertThat(folder.resolve("unpacked")).doesNotExist();
    assertThatThrownBy(() -> bundle.classes().isConnector("org.hsqldb.Other"))
        .as("the loader is closed")
        .isInstanceOf(IllegalStateException.class);
  }

  /** Its methods cannot be looked up: a class they name is missing. */
  private static Path jarWithHalfADatabase(Path folder) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("DatabaseManager.java"),
            "package org.hsqldb;public class DatabaseManager { public static Missing getTimer() {"
                + " return null; } }class Missing {}class Other {}");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), source.toString()))
        .isZero();
    Path jar = folder.resolve("half.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("DatabaseManager", "Other")) {
        String entry = "org/hsqldb/" + name + ".class";
        out.putNextEntry(new JarEntry(entry));
        Files.copy(folder.resolve(entry), out);
      }
    }
    return jar;
  }

  private void cycle(String name, Cycle cycle) throws Exception {
    // What Java itself sets up when JNDI is first used keeps the loader it was first used from.
    try (ReleasedJar first = ReleasedJar.open(name)) {
      cycle.run(first);
    }
    for (int i = 0; i < CYCLES; i++) {
      try (ReleasedJar jar = ReleasedJar.open(name)) {
        loaders.add(new WeakReference<>(cycle.run(jar), collected));
      }
    }
    int left = CYCLES;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (left > 0 && System.nanoTime() < deadline) {
      System.gc();
      while (collected.remove(50) != null) {
        left--;
      }
    }
    assertThat(left).as("class loaders that are still there").isZero();
  }

  /** Settings of the CSV connector. */
  static final class CsvFolder {
    private CsvFolder() {}

    static Map<String, Object> settings(Path folder) {
      Map<String, Object> settings = new HashMap<>();
      settings.put("sourcePath", folder.toString());
      settings.put("fileMask", ".*\\.csv");
      settings.put("encoding", "UTF-8");
      settings.put("keyColumnNames", new String[] {"id"});
      settings.put("fields", new String[] {"id", "title"});
      settings.put("quotationRequired", false);
      return settings;
    }
  }
}
