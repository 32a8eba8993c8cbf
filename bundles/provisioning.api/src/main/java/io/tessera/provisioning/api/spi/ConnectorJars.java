package io.tessera.provisioning.api.spi;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The jar files that connectors are deployed from. */
@ConsumerType
public interface ConnectorJars {
  /**
   * Puts the jar of another version back, and the rejected one where it is not loaded again. The
   * bundle itself follows within a second or two.
   *
   * @param symbolicName of the bundle
   * @param rejected version that has to go, as in its manifest
   * @param previous version that is to be back
   * @return where the rejected jar is now; empty when nothing was done, because either is not there
   *     or the files cannot be written, which the log tells
   */
  Optional<Path> rollBack(String symbolicName, String rejected, String previous);
}
