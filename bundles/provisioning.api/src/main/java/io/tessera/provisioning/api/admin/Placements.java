package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Where users and groups have accounts, why, and why not. */
@ProviderType
public interface Placements {
  /**
   * How a user or group stands at each target.
   *
   * @param caller a service provider is told of its own user store domain only
   * @param serviceProvider who would make the next change, by name
   * @throws io.tessera.model.RejectedException NOT_FOUND; INVALID_VALUE at {@code serviceProvider}
   */
  List<Placement> of(Caller caller, ResourceId resource, String serviceProvider);

  /**
   * Sends a user or group now to targets where it may have an account, whether it was changed or
   * not.
   *
   * @param targets by name; none for all
   * @return how it stands afterwards; deliveries are under way
   * @throws io.tessera.model.RejectedException NOT_FOUND; INVALID_VALUE at {@code targets}
   */
  List<Placement> provision(Caller caller, ResourceId resource, Set<String> targets);
}
