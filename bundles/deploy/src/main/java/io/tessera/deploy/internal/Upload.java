package io.tessera.deploy.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.Bundles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A jar on its way into the deploy folder: beside its place, under a name that is not watched,
 * until it is there whole and known to be a bundle.
 */
record Upload(Path folder) {
  private static final int BUFFER = 64 * 1024;

  /**
   * @param accepted is told of the bundle before it is put into its place
   * @throws RejectedException TOO_LARGE; INVALID_VALUE for what is no bundle
   */
  BundleJar take(String name, InputStream jar, Consumer<BundleJar> accepted) throws IOException {
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, ".upload-", ".part");
    try {
      write(jar, partial);
      BundleJar found =
          BundleJar.in(partial)
              .orElseThrow(
                  () ->
                      RejectedException.of(
                          Problem.Kind.INVALID_VALUE,
                          "This is no OSGi bundle: no complete jar, or one whose manifest has no"
                              + " Bundle-SymbolicName."));
      accepted.accept(found);
      Files.move(partial, folder.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
      return found;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void write(InputStream jar, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long all = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int some = jar.read(buffer); some >= 0; some = jar.read(buffer)) {
        all += some;
        if (all > Bundles.MOST_BYTES) {
          throw RejectedException.of(
              Problem.Kind.TOO_LARGE,
              "A bundle of at most " + (Bundles.MOST_BYTES >> 20) + " MiB is taken.");
        }
        out.write(buffer, 0, some);
      }
    }
  }
}
