package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Audit;
import io.tessera.provisioning.api.admin.AuditDetails;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.ChainLink;
import io.tessera.provisioning.api.admin.ChainPlace;
import io.tessera.provisioning.api.admin.ChainReport;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.Traces;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A journal with one record, in memory. */
final class FakeAudit implements Audit, Traces {
  private static final Caller ALL = Caller.internal("trace", "");

  static final String CAUSALITY = "cause-1";
  static final ResourceId RESOURCE = new ResourceId(UUID.randomUUID());
  static final UUID RECORD = UUID.randomUUID();
  static final UUID DEED = UUID.randomUUID();
  static final String LINK = "0123456789abcdef".repeat(4);

  private final Deliveries deliveries;
  private @Nullable Selection lastSelection;
  private @Nullable ChainPlace lastPlace;
  private ChainReport report = new ChainReport(1, new ChainPlace(1, LINK), true, null, 0, 0);

  FakeAudit(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  Optional<Selection> lastSelection() {
    return Optional.ofNullable(lastSelection);
  }

  Optional<ChainPlace> lastPlace() {
    return Optional.ofNullable(lastPlace);
  }

  void finds(ChainReport found) {
    report = found;
  }

  @Override
  public Slice<AuditRecord> records(Selection selection, @Nullable String cursor, int limit) {
    lastSelection = selection;
    return new Slice<>(List.of(record(), deed()), cursor == null ? "more" : null);
  }

  private static AuditRecord record() {
    return new AuditRecord(
        RECORD,
        Instant.parse("2026-01-02T03:04:05Z"),
        AuditRecord.Kind.UPDATE,
        "Group",
        RESOURCE,
        2,
        "resident",
        "admin",
        "SCIM2",
        CAUSALITY,
        7,
        Attributes.empty(),
        1L,
        null);
  }

  /** Somebody changed the address of a target. */
  private static AuditRecord deed() {
    return new AuditRecord(
        DEED,
        Instant.parse("2026-01-02T03:04:04Z"),
        AuditRecord.Kind.CONFIGURE,
        "target",
        RESOURCE,
        3,
        "resident",
        "admin",
        "ADMIN_API",
        CAUSALITY,
        8,
        Attributes.builder()
            .put("action", "replaced")
            .put("name", "hr")
            .put("changed", Value.many(List.of(Value.text("settings.url"))))
            .put("secrets", Value.many(List.of(Value.text("bindPassword"))))
            .put("after", LINK)
            .build(),
        2L,
        null);
  }

  @Override
  public Optional<AuditDetails> record(UUID id) {
    return id.equals(RECORD)
        ? Optional.of(details())
        : id.equals(DEED)
            ? Optional.of(
                new AuditDetails(
                    deed(), deed().facts(), null, null, MembershipDelta.NONE, LINK, LINK))
            : Optional.empty();
  }

  private static AuditDetails details() {
    return new AuditDetails(
        record(),
        Attributes.builder().put("rule", "all-active-targets").build(),
        Attributes.builder().put("displayName", "old").put("same", "s").build(),
        Attributes.builder().put("displayName", "new").put("same", "s").build(),
        new MembershipDelta(List.of(new MemberRef(ResourceType.USER, RESOURCE)), List.of()),
        LINK,
        LINK);
  }

  @Override
  public Slice<ChainLink> chain(@Nullable String cursor, int limit) {
    ChainLink.Payloads payloads = new ChainLink.Payloads(null, null, LINK, null);
    ChainLink link =
        new ChainLink(
            1,
            LINK,
            LINK,
            RECORD,
            0,
            "create",
            "User",
            RESOURCE.toString(),
            1,
            "resident",
            "admin",
            "scim2",
            CAUSALITY,
            0,
            payloads);
    return new Slice<>(cursor == null ? List.of(link) : List.of(), cursor == null ? "1" : null);
  }

  @Override
  public ChainReport verify(@Nullable ChainPlace after, int most) {
    lastPlace = after;
    return report;
  }

  @Override
  public Erasure erase(Caller caller, ResourceId resource, String reason) {
    if (!resource.equals(RESOURCE)) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "The journal holds nothing about it.");
    }
    return new Erasure(RECORD, 2, 1);
  }

  @Override
  public Slice<TracedChange> of(String causality, @Nullable String cursor, int limit) {
    if (!causality.equals(CAUSALITY)) {
      return new Slice<>(List.of(), null);
    }
    List<TracedOperation> operations =
        deliveries
            .operations(ALL, new Deliveries.Selection(null, null, null, null), null, 10)
            .items()
            .stream()
            .map(this::traced)
            .toList();
    return new Slice<>(List.of(new TracedChange(details(), operations)), null);
  }

  private TracedOperation traced(OperationView operation) {
    return new TracedOperation(operation, deliveries.calls(ALL, operation.id()));
  }
}
