package io.tessera.provisioning.internal.policymap;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMaps;
import io.tessera.provisioning.internal.ReadAccess;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.Configurations.Past;
import io.tessera.store.spi.GeneratedValues;
import io.tessera.store.spi.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of policy maps by themselves. */
@Component(service = PolicyMaps.class)
public final class PolicyMapAdministration implements PolicyMaps {
  private static final int MOST_VERSIONS = 100;

  private final Store store;
  private final LiveConfiguration configuration;
  private final GeneratedValues generated;

  @Activate
  public PolicyMapAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "generated") GeneratedValues generated) {
    this.store = store;
    this.configuration = configuration;
    this.generated = generated;
  }

  @Override
  public Preview preview(
      Caller caller, UUID target, ResourceType type, UUID resource, @Nullable PolicyMap draft) {
    ReadAccess.require(caller, type);
    TargetConfiguration configured =
        configuration
            .refresh()
            .target(target)
            .orElseThrow(
                () -> RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such target."));
    CompiledPolicyMap map =
        draft == null ? configured.policyMap() : configuration.drafted(draft, configured.target());
    Resource identity =
        store.read(tx -> ReadAccess.existing(tx, caller, type, new ResourceId(resource)));
    return new Preview(
        identity.version(),
        draft == null ? configured.target().version() : null,
        map.explain(type, identity.attributes(), generated.of(target, identity.id())));
  }

  @Override
  public List<Version> versions(UUID target) {
    if (configuration.refresh().target(target).isEmpty()) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such target.");
    }
    List<Version> versions = new ArrayList<>();
    for (Past past : configuration.historyOf(target, MOST_VERSIONS)) {
      Version version =
          new Version(
              past.item().version(),
              past.at(),
              past.who(),
              LiveConfiguration.policyMapOf(past.item()));
      boolean same =
          !versions.isEmpty() && versions.get(versions.size() - 1).map().equals(version.map());
      if (same) {
        // The target was changed in another way later; the map came with the older version.
        versions.remove(versions.size() - 1);
      }
      versions.add(version);
    }
    return List.copyOf(versions);
  }
}
