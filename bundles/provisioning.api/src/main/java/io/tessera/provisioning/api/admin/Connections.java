package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Connector types, identity providers and targets. For a caller who is limited to some targets,
 * others are not there, nor identity providers without any of them; of those they change the
 * settings and neither make nor delete any. Changes act at once, without a restart. Throws {@link
 * io.tessera.model.RejectedException} with the field at fault ({@code settings.base.dn}).
 */
@ProviderType
public interface Connections {
  /** What the started bundles offer, by id. */
  List<ConnectorType> connectorTypes();

  Optional<ConnectorType> connectorType(String id);

  List<IdentityProvider> identityProviders(Caller caller);

  Optional<IdentityProvider> identityProvider(Caller caller, UUID id);

  /**
   * What an identity provider has been, the present first; a hundred at most.
   *
   * @throws io.tessera.model.RejectedException NOT_FOUND
   */
  List<PastProvider> identityProviderVersions(Caller caller, UUID id);

  IdentityProvider createIdentityProvider(Caller caller, IdentityProvider.Draft draft);

  IdentityProvider replaceIdentityProvider(
      Caller caller, UUID id, long expectedVersion, IdentityProvider.Draft draft);

  /** Refused with CONFLICT while it has targets. */
  void deleteIdentityProvider(Caller caller, UUID id, long expectedVersion);

  List<Target> targets(Caller caller);

  Optional<Target> target(Caller caller, UUID id);

  Target createTarget(Caller caller, Target.Draft draft);

  Target replaceTarget(Caller caller, UUID id, long expectedVersion, Target.Draft draft);

  /** Its waiting operations are discarded; accounts in the target stay as they are. */
  void deleteTarget(Caller caller, UUID id, long expectedVersion);

  TargetStatus status(Caller caller, UUID target);

  /** How all targets are doing, by their ids; in one question to the database. */
  Map<UUID, TargetStatus> statuses(Caller caller);

  /** Tries the settings of a target without changing anything in it. */
  List<TestStep> test(Caller caller, UUID target);

  /** An identity provider as it was from some time on, and who made it so. */
  record PastProvider(Instant at, String who, IdentityProvider provider) {}

  /** One step of a connection test. */
  record TestStep(String name, boolean passed, String detail) {}
}
