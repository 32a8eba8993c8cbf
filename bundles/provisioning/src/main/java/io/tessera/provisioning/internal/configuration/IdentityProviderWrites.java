package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.requireVersion;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.internal.Records;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Transaction;
import java.util.List;
import java.util.UUID;

/** Makes, changes and deletes identity providers. */
final class IdentityProviderWrites {
  private static final int MAX_SECRET = 1024;

  private final ConfigurationWrites writes;
  private final LiveConfiguration configuration;
  private final VisibleConnections visible;
  private final StoredSecrets secrets;

  IdentityProviderWrites(
      ConfigurationWrites writes,
      LiveConfiguration configuration,
      VisibleConnections visible,
      StoredSecrets secrets) {
    this.writes = writes;
    this.configuration = configuration;
    this.visible = visible;
    this.secrets = secrets;
  }

  IdentityProvider create(Caller caller, IdentityProvider.Draft draft) {
    return put(caller, IdentityProvider.of(UUID.randomUUID(), draft, false, 1), draft, false);
  }

  IdentityProvider replace(
      Caller caller, UUID id, long expectedVersion, IdentityProvider.Draft draft) {
    IdentityProvider present = visible.existingProvider(caller, id);
    requireVersion(present.version(), expectedVersion);
    return put(
        caller,
        IdentityProvider.of(id, draft, present.clientSecretSet(), expectedVersion + 1),
        draft,
        present.clientSecretSet());
  }

  private IdentityProvider put(
      Caller caller, IdentityProvider provider, IdentityProvider.Draft draft, boolean hadSecret) {
    IdentityProviderCheck.of(provider, configuration.refresh());
    if (draft.clientSecretIfAny().filter(s -> s.reveal().length() > MAX_SECRET).isPresent()) {
      throw invalid(
          "signIn.oidc.clientSecret", "at most " + MAX_SECRET + " characters are expected.");
    }
    boolean secretsChanged =
        draft.clientSecretIfAny().isPresent() || hadSecret && !provider.clientSecretSet();
    writes.write(
        caller,
        tx -> {
          Configurations c = tx.configurations();
          c.put(
              IdentityProviderDocument.item(provider),
              Records.origin(caller),
              secretsChanged ? List.of("clientSecret") : List.of());
          putSecret(c, provider, draft);
        });
    return provider;
  }

  private void putSecret(
      Configurations configurations, IdentityProvider provider, IdentityProvider.Draft draft) {
    String reference = SecretResolver.clientSecretOf(provider.id());
    if (!provider.clientSecretSet()) {
      configurations.removeSecret(reference);
    } else {
      draft
          .clientSecretIfAny()
          .ifPresent(given -> secrets.put(configurations, reference, given.reveal()));
    }
  }

  void delete(Caller caller, UUID id, long expectedVersion) {
    IdentityProvider present = visible.existingProvider(caller, id);
    requireVersion(present.version(), expectedVersion);
    writes.write(caller, tx -> delete(caller, id, expectedVersion, tx));
  }

  private static void delete(Caller caller, UUID id, long expectedVersion, Transaction tx) {
    Configurations c = tx.configurations();
    c.lock();
    boolean used =
        c.items(ConfigurationDocuments.TARGET).stream()
            .anyMatch(t -> ConfigurationDocuments.identityProviderOf(t).equals(id));
    if (used) {
      throw RejectedException.of(CONFLICT, "The identity provider has targets; delete them first.");
    }
    c.remove(IdentityProviderDocument.KIND, id, expectedVersion, Records.origin(caller));
    c.removeSecret(SecretResolver.clientSecretOf(id));
    tx.federatedLinks().forgetProvider(id);
  }
}
