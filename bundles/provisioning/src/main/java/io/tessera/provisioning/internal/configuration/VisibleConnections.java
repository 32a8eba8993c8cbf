package io.tessera.provisioning.internal.configuration;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.IdentityProvider;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a caller sees of identity providers and targets. Who is limited to some targets sees those,
 * and the identity providers they belong to.
 */
final class VisibleConnections {
  private final LiveConfiguration configuration;

  VisibleConnections(LiveConfiguration configuration) {
    this.configuration = configuration;
  }

  List<IdentityProvider> providers(Caller caller) {
    Snapshot present = configuration.refresh();
    return present.identityProviders().stream().filter(p -> sees(caller, p, present)).toList();
  }

  Optional<IdentityProvider> provider(Caller caller, UUID id) {
    Snapshot present = configuration.refresh();
    return present.identityProvider(id).filter(found -> sees(caller, found, present));
  }

  /**
   * @throws RejectedException NOT_FOUND
   */
  IdentityProvider existingProvider(Caller caller, UUID id) {
    return provider(caller, id).orElseThrow(() -> notFound("identity provider"));
  }

  private static boolean sees(Caller caller, IdentityProvider provider, Snapshot present) {
    return caller.targets().limit().isEmpty()
        || present.targets().stream()
            .map(TargetConfiguration::target)
            .filter(target -> target.identityProvider().equals(provider.name()))
            .anyMatch(target -> caller.targets().sees(target.id()));
  }

  List<TargetConfiguration> targets(Caller caller) {
    return configuration.refresh().targets().stream()
        .filter(found -> caller.targets().sees(found.target().id()))
        .toList();
  }

  Optional<TargetConfiguration> target(Caller caller, UUID id) {
    return configuration.refresh().target(id).filter(found -> caller.targets().sees(id));
  }

  /**
   * @throws RejectedException NOT_FOUND
   */
  TargetConfiguration existingTarget(Caller caller, UUID id) {
    return target(caller, id).orElseThrow(() -> notFound("target"));
  }
}
