package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.store.spi.Configurations.Item;
import java.util.Map;
import java.util.UUID;

/** Configured things as the store keeps them. */
public final class StoredForTests {
  private StoredForTests() {}

  public static Item item(IdentityProvider provider) {
    return IdentityProviderDocument.item(provider);
  }

  public static Item item(Target target, UUID identityProvider) {
    return ConfigurationDocuments.item(target, identityProvider, Map.of());
  }
}
