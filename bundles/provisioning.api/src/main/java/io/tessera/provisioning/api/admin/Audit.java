package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Who changed what, and whether anybody changed that afterwards. */
@ProviderType
public interface Audit {
  /**
   * Newest first. A page may hold fewer than the limit, or none, though there are more: that only
   * the cursor tells.
   */
  Slice<AuditRecord> records(Selection selection, @Nullable String cursor, int limit);

  Optional<AuditDetails> record(UUID id);

  /**
   * Computes the chain again and compares.
   *
   * @param after where to go on, or a place that was noted earlier and is compared; null for the
   *     beginning
   * @param most records to verify now
   */
  ChainReport verify(@Nullable ChainPlace after, int most);

  /** The chain from its beginning, to be kept and verified elsewhere. */
  Slice<ChainLink> chain(@Nullable String cursor, int limit);

  /**
   * Erases, on request, what the records of an identity or group say it was and became, and what
   * was sent to targets for it. The records stay, and the chain stays whole. What has to be
   * delivered still is erased once that is done. The erasure is a record of its own.
   *
   * @throws io.tessera.model.RejectedException NOT_FOUND when no record is about the resource;
   *     INVALID_VALUE without a reason
   */
  Erasure erase(Caller caller, ResourceId resource, String reason);

  /**
   * Which records; null means any.
   *
   * @param type as records call it
   */
  record Selection(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String actor,
      @Nullable String serviceProvider,
      @Nullable String channel,
      @Nullable String type,
      @Nullable ResourceId resource,
      AuditRecord.@Nullable Kind kind,
      @Nullable String causality) {}

  /**
   * What came of an erasure so far.
   *
   * @param record the id of the erasure's own record
   * @param erased how many records lost what they held
   * @param waiting how many will once they are sealed and delivered
   */
  record Erasure(UUID record, int erased, int waiting) {}
}
