package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.DeliverySettings.Dependency;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.store.spi.Configurations.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Configuration records as the documents the store keeps, and back. */
final class ConfigurationDocuments {
  static final String TARGET = "target";
  static final String USER_STORE = "user-store";

  private ConfigurationDocuments() {}

  static Item item(UserStore userStore) {
    return new Item(
        USER_STORE,
        userStore.id(),
        userStore.name(),
        userStore.version(),
        Attributes.builder().put("description", userStore.description()).build());
  }

  static UserStore userStore(Item item) {
    return new UserStore(
        item.id(), item.name(), item.document().text("description").orElse(""), item.version());
  }

  /**
   * @param identityProvider the id, because names may change
   */
  static Item item(Target target, UUID identityProvider, Map<String, String> secrets) {
    Attributes.Builder references = Attributes.builder();
    secrets.forEach(references::put);
    return new Item(
        TARGET,
        target.id(),
        target.name(),
        target.version(),
        Attributes.builder()
            .put("identityProvider", identityProvider.toString())
            .put("connectorType", target.connectorType())
            .put("enabled", target.enabled())
            .put("settings", Value.complex(target.settings()))
            .put("secrets", Value.complex(references.build()))
            .put("policyMap", Value.complex(PolicyMapDocument.of(target.policyMap())))
            .put("delivery", Value.complex(DeliveryDocument.of(target.delivery())))
            .build());
  }

  static UUID identityProviderOf(Item target) {
    return UUID.fromString(target.document().text("identityProvider").orElseThrow());
  }

  static DeliverySettings deliveryOf(Item target) {
    return DeliveryDocument.read(target.document().complex("delivery"));
  }

  /** The next version of a target, which depends on others. */
  static Item withDependencies(Item target, List<Dependency> dependsOn) {
    return new Item(
        target.kind(),
        target.id(),
        target.name(),
        target.version() + 1,
        target
            .document()
            .with(
                "delivery",
                Value.complex(
                    DeliveryDocument.withDependencies(
                        target.document().complex("delivery"), dependsOn))));
  }

  static Map<String, String> secretsOf(Item target) {
    Map<String, String> secrets = new LinkedHashMap<>();
    target
        .document()
        .complex("secrets")
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Text reference) {
                secrets.put(name, reference.value());
              }
            });
    return secrets;
  }

  static Target target(Item item, String identityProviderName) {
    Attributes document = item.document();
    return new Target(
        item.id(),
        item.name(),
        identityProviderName,
        document.text("connectorType").orElseThrow(),
        document.bool("enabled").orElse(true),
        document.complex("settings"),
        secretsOf(item).keySet(),
        PolicyMapDocument.read(document.complex("policyMap")),
        DeliveryDocument.read(document.complex("delivery")),
        item.version());
  }
}
