package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Servers and who signs in at them, by name, in a file of the person's own. It holds names of files
 * with secrets, never a secret.
 */
final class Profiles {
  private static final String CURRENT = "current";
  private static final String ALL = "profiles";

  private final Path file;

  private Profiles(Path file) {
    this.file = file;
  }

  static Profiles of(Terminal terminal) {
    Path configuration =
        terminal
            .variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(
                            terminal
                                .variable("HOME")
                                .or(() -> terminal.variable("USERPROFILE"))
                                .orElse("."))
                        .resolve(".config"));
    return new Profiles(configuration.resolve("tessera").resolve("profiles.yaml"));
  }

  Path file() {
    return file;
  }

  /** The name of the one that is used when nothing else is said. */
  Optional<String> current() throws CommandException {
    return read().text(CURRENT);
  }

  Set<String> names() throws CommandException {
    return read().complex(ALL).names();
  }

  Attributes get(String name) throws CommandException {
    Attributes all = read().complex(ALL);
    if (!all.names().contains(name)) {
      throw CommandException.usage(
          "There is no profile "
              + name
              + " in "
              + file
              + (all.isEmpty() ? "." : "; there are " + String.join(", ", all.names()) + "."));
    }
    return all.complex(name);
  }

  void put(String name, Attributes profile) throws CommandException {
    Attributes stored = read();
    Attributes all = stored.complex(ALL).with(name, Value.complex(profile));
    Attributes.Builder changed = stored.toBuilder().put(ALL, Value.complex(all));
    if (stored.text(CURRENT).isEmpty()) {
      changed.put(CURRENT, name);
    }
    write(changed.build());
  }

  /**
   * @param name empty to use none
   */
  void use(Optional<String> name) throws CommandException {
    Attributes stored = read();
    if (name.isPresent()) {
      get(name.get());
    }
    write(
        name.map(chosen -> stored.with(CURRENT, Value.text(chosen)))
            .orElseGet(() -> stored.without(CURRENT)));
  }

  void remove(String name) throws CommandException {
    get(name);
    Attributes stored = read();
    Attributes.Builder rest =
        stored.toBuilder().put(ALL, Value.complex(stored.complex(ALL).without(name)));
    if (stored.text(CURRENT).equals(Optional.of(name))) {
      rest.remove(CURRENT);
    }
    write(rest.build());
  }

  private Attributes read() throws CommandException {
    if (!Files.exists(file)) {
      return Attributes.empty();
    }
    List<Value> documents = Yaml.read(file.toString(), Secrets.read(file));
    if (documents.isEmpty()) {
      return Attributes.empty();
    }
    if (!(documents.get(0) instanceof Value.Complex stored)) {
      throw CommandException.failed(file + " is not as `tessera profile add` writes it.");
    }
    return stored.attributes();
  }

  private void write(Attributes stored) throws CommandException {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    try {
      Files.createDirectories(folder, mode(folder, "rwx------"));
      Path fresh = Files.createTempFile(folder, "profiles", ".new", mode(folder, "rw-------"));
      Files.writeString(fresh, Yaml.write(List.of(stored)));
      move(fresh);
    } catch (IOException e) {
      throw CommandException.failed("Cannot write " + file + ": " + e.getMessage());
    }
  }

  private void move(Path fresh) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException notHere) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static FileAttribute<?>[] mode(Path folder, String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
