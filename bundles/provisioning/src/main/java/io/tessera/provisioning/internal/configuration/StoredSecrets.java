package io.tessera.provisioning.internal.configuration;

import io.tessera.crypto.SecretBox;
import io.tessera.store.spi.Configurations;
import java.nio.charset.StandardCharsets;

/** Puts secrets of the configuration into the store, sealed. {@link SecretResolver} reads them. */
final class StoredSecrets {
  private final SecretBox box;

  StoredSecrets(SecretBox box) {
    this.box = box;
  }

  void put(Configurations configurations, String reference, String clear) {
    configurations.putSecret(
        reference,
        box.seal(clear.getBytes(StandardCharsets.UTF_8), SecretResolver.context(reference)));
  }
}
