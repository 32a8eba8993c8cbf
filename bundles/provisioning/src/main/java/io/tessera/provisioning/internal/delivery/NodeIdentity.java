package io.tessera.provisioning.internal.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Who this node is among those that share a database; the same after a restart, so that it knows
 * the leases of its previous life.
 */
@Component(service = NodeIdentity.class)
public final class NodeIdentity {
  private static final String DATA = "tessera.data";

  private final String name;

  @Activate
  public NodeIdentity(BundleContext context) {
    this(Path.of(context.getProperty(DATA)));
  }

  private NodeIdentity(Path data) {
    Path file = data.resolve("node-id");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(data);
        Files.writeString(file, UUID.randomUUID().toString());
      }
      name = Files.readString(file).strip();
    } catch (IOException broken) {
      throw new UncheckedIOException("The node's identity cannot be kept in " + file, broken);
    }
  }

  public String name() {
    return name;
  }
}
