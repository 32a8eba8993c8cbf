package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Keeping what a server is, and having it again, there or elsewhere. */
final class BackupCommands {
  private static final String LOCK = "tessera.lock";

  /** Until a large database is copied. */
  private static final Duration COPYING = Duration.ofHours(2);

  private BackupCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "backup",
            "write database, keys, certificates and settings into a file, on the server's machine",
            BackupCommands::backup,
            Option.valued("--out", "FILE", "must not be there; readable by its owner alone")),
        Command.of(
            "restore FILE",
            "make a data directory of a backup; no server may run on it",
            BackupCommands::restore,
            Option.flag("--check", "only find out whether the backup is whole")));
  }

  private static void backup(Call call) throws CommandException, IOException, InterruptedException {
    Path out = Path.of(call.arguments().required("--out"));
    Path data =
        call.connection()
            .data()
            .orElseThrow(
                () ->
                    CommandException.usage(
                        "A backup is made where the server is: name its data directory with"
                            + " TESSERA_DATA, or --data DIR as the first option."));
    if (Files.exists(out)) {
      throw CommandException.failed(out + " is there already.");
    }
    if (out.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
      throw CommandException.usage("A backup does not belong into the data directory itself.");
    }
    try {
      if (isElsewhere(call, data)) {
        tell(call, out, new Backup(data).write(out, Optional.empty(), version()));
        call.output()
            .note(
                "The database is not in it: it is not in the data directory. For PostgreSQL, run"
                    + " pg_dump at about the same time; docs/operating/backup.md says how.");
      } else {
        withDatabase(call, data, out);
      }
    } catch (FileAlreadyExistsException e) {
      throw CommandException.failed(out + " is there already.");
    }
  }

  private static boolean isElsewhere(Call call, Path data) throws IOException {
    Path file = data.resolve("etc").resolve("tessera.properties");
    Properties settings = new Properties();
    if (Files.isReadable(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        settings.load(reader);
      }
    }
    String url =
        call.terminal()
            .variable("TESSERA_JDBC_URL")
            .orElse(settings.getProperty("tessera.jdbc.url", ""));
    return url.startsWith("jdbc:postgresql:") || !Files.isDirectory(data.resolve(Backup.DATABASE));
  }

  /** Of a server that runs a copy is asked for; that of one that does not is taken as it is. */
  private static void withDatabase(Call call, Path data, Path out)
      throws CommandException, IOException, InterruptedException {
    try (FileChannel channel = channel(data);
        FileLock lock = lock(channel)) {
      if (lock != null) {
        Path database = data.resolve(Backup.DATABASE);
        tell(call, out, new Backup(data).write(out, Optional.of(database), version()));
        return;
      }
    }
    Api api = call.connection().open(COPYING);
    Attributes copy = api.post("database-copies");
    try {
      Path database = Path.of(Table.cell(copy, "folder")).resolve(Backup.DATABASE);
      tell(call, out, new Backup(data).write(out, Optional.of(database), version()));
    } finally {
      api.delete("database-copies/" + Table.cell(copy, "id"));
    }
  }

  private static void tell(Call call, Path out, int files) throws IOException {
    call.output()
        .one(
            Attributes.builder()
                .put("file", out.toString())
                .put("bytes", Value.Num.of(Files.size(out)))
                .put("files", Value.Num.of(files))
                .build());
    call.output()
        .note("It holds the keys that open every secret: keep it where only you can read it.");
  }

  private static void restore(Call call)
      throws CommandException, IOException, InterruptedException {
    Path file = Path.of(call.arguments().word(0));
    if (!Files.isReadable(file)) {
      throw CommandException.failed("There is no file " + file + ", or it cannot be read.");
    }
    try (ZipFile backup = new ZipFile(file.toFile())) {
      BackupManifest manifest = BackupManifest.in(backup);
      Restore restore = new Restore(backup, manifest);
      refuseLaterVersion(manifest);
      if (call.arguments().has("--check")) {
        restore.check();
      } else {
        restored(call, restore, manifest);
      }
      call.output()
          .one(
              Attributes.builder()
                  .put("taken", manifest.taken())
                  .put("version", manifest.version())
                  .put("database", manifest.database())
                  .put("files", Value.Num.of(manifest.files().size()))
                  .build());
    } catch (ZipException e) {
      throw CommandException.failed(
          file + " is no backup of Tessera, or it was cut short: " + e.getMessage());
    }
  }

  private static void restored(Call call, Restore restore, BackupManifest manifest)
      throws CommandException, IOException {
    Path data =
        call.terminal()
            .variable("TESSERA_DATA")
            .map(Path::of)
            .or(() -> call.terminal().home().map(home -> home.resolve("data")))
            .orElseThrow(
                () -> CommandException.usage("Name the data directory with TESSERA_DATA."));
    if (Files.exists(data) && !isEmpty(data)) {
      throw CommandException.failed(
          data
              + " is not empty. Restore into a directory that is not there yet: tessera --data DIR"
              + " restore FILE");
    }
    restore.into(data);
    call.output().note("Restored into " + data + "; tessera start");
    if (manifest.database().equals("postgresql")) {
      call.output()
          .note(
              "The database is not in it: restore the dump that was made with it, and name it with"
                  + " TESSERA_JDBC_URL.");
    }
  }

  private static void refuseLaterVersion(BackupManifest manifest) throws CommandException {
    if (isLater(manifest.version(), version())) {
      throw CommandException.failed(
          "It was made by Tessera "
              + manifest.version()
              + ", and this is "
              + version()
              + ": restore it with that version or a later one.");
    }
  }

  private static boolean isLater(String one, String other) {
    int[] left = numbers(one);
    int[] right = numbers(other);
    return Arrays.compare(left, right) > 0;
  }

  private static int[] numbers(String version) {
    return Stream.of(version.split("[^0-9]+", -1))
        .filter(part -> !part.isEmpty())
        .limit(3)
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  private static FileChannel channel(Path data) throws IOException {
    return FileChannel.open(
        data.resolve(LOCK),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /** None when a server runs on the data directory. */
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }

  /** Of this program, which comes with the server. */
  private static String version() {
    return Optional.ofNullable(BackupCommands.class.getPackage().getImplementationVersion())
        .orElse("0");
  }
}
