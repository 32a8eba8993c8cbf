package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What became of changes at the targets. */
@ProviderType
public interface Deliveries {
  /** The accounts of one identity or group, one per target. */
  List<Account> accountsOf(ResourceId resource);

  /** All accounts at a target. */
  Slice<Account> accountsAt(UUID target, @Nullable String cursor, int limit);

  /** Newest first. */
  Slice<OperationView> operations(Selection selection, @Nullable String cursor, int limit);

  Optional<OperationView> operation(UUID id);

  /** Tries a dead or waiting operation now. Refused with CONFLICT when it is done with. */
  OperationView retry(Caller caller, UUID operation);

  /** Gives a dead or waiting operation up and lets the lane go on. */
  OperationView discard(Caller caller, UUID operation, String reason);

  /** Which operations; null means any. */
  record Selection(
      @Nullable UUID target, @Nullable ResourceId resource, OperationView.@Nullable State state) {}
}
