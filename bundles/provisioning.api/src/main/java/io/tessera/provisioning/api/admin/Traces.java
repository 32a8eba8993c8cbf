package io.tessera.provisioning.api.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** From a request to everything it caused. */
@ProviderType
public interface Traces {
  /**
   * What a request caused: its changes, newest first, each with its operations and their calls.
   *
   * @param causality as the request's answer told in {@code X-Causality-Id}
   * @return without changes when there are none, or none that is kept
   */
  Slice<TracedChange> of(String causality, @Nullable String cursor, int limit);

  /** A change and what became of it at the targets; those that were purged are gone. */
  record TracedChange(AuditDetails details, List<TracedOperation> operations) {
    public TracedChange {
      operations = List.copyOf(operations);
    }
  }

  /**
   * One target's part.
   *
   * @param calls oldest first
   */
  record TracedOperation(OperationView operation, List<CallView> calls) {
    public TracedOperation {
      calls = List.copyOf(calls);
    }
  }
}
