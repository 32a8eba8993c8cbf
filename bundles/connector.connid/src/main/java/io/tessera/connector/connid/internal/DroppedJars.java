package io.tessera.connector.connid.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.fileinstall.ArtifactTransformer;
import org.identityconnectors.common.Version;
import org.identityconnectors.framework.common.FrameworkUtil;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the ConnId connector bundles of the deploy folder. */
@Component(service = ArtifactTransformer.class, configurationPid = DroppedJars.PID)
public final class DroppedJars implements ArtifactTransformer {
  /** Of the host's own settings. */
  static final String PID = "io.tessera.connector.connid";

  private static final Logger LOG = LoggerFactory.getLogger(DroppedJars.class);

  private final boolean allowScripted;

  /** Settings of the host. */
  public @interface Config {
    /** Whether connectors may be used that run scripts or commands of their settings. */
    boolean allowScripted() default false;
  }

  @Activate
  public DroppedJars(Config config) {
    allowScripted = config.allowScripted();
  }

  @Override
  public boolean canHandle(File file) {
    return ConnIdManifest.in(file).isPresent();
  }

  /** Empty-handed when the jar has no connector that may be offered; the log says why. */
  @Override
  public @Nullable File transform(File file, File folder) throws IOException {
    Optional<ConnIdManifest> read = ConnIdManifest.in(file);
    if (read.isEmpty() || isTooNew(file, read.get())) {
      return null;
    }
    ConnIdManifest manifest = read.get();
    Path scratch = Files.createTempDirectory(folder.toPath(), "connid");
    try {
      List<FoundConnector> offered =
          offered(file, JarScan.of(file.toPath(), manifest, scratch.resolve("scan")));
      if (offered.isEmpty()) {
        LOG.warn("{} is not deployed: it has no connector that may be used", file);
        return null;
      }
      Path bundle = Files.createTempFile(folder.toPath(), "connid", ".jar");
      new GeneratedBundle(manifest, offered).write(file.toPath(), bundle);
      return bundle.toFile();
    } finally {
      UnpackedJar.remove(scratch);
    }
  }

  private static boolean isTooNew(File file, ConnIdManifest manifest) {
    Version ours = FrameworkUtil.getFrameworkVersion();
    if (manifest.framework().isEmpty()
        || Version.parse(manifest.framework()).compareTo(ours) <= 0) {
      return false;
    }
    LOG.warn(
        "{} is not deployed: it needs ConnId {}, this is {}", file, manifest.framework(), ours);
    return true;
  }

  private List<FoundConnector> offered(File file, List<FoundConnector> found) {
    List<FoundConnector> offered = new ArrayList<>();
    for (FoundConnector connector : found) {
      if (connector.scripted() && !allowScripted) {
        LOG.warn(
            "{}: {} is not offered, it runs scripts; {} {} would allow it",
            file,
            connector.className(),
            PID,
            "allowScripted");
      } else {
        offered.add(connector);
      }
    }
    return offered;
  }
}
