package io.tessera.provisioning.internal.audit;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.AuditDetails;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.ChainLink;
import io.tessera.provisioning.api.admin.ChainPlace;
import io.tessera.provisioning.api.admin.ChainReport;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.AuditTrail.Details;
import io.tessera.store.spi.AuditTrail.Entry;
import io.tessera.store.spi.AuditTrail.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the store keeps of changes, as administrators see it. */
final class AuditViews {
  private static final String SEPARATOR = "_";

  private AuditViews() {}

  static AuditRecord of(Entry entry) {
    return new AuditRecord(
        entry.id(),
        entry.at(),
        AuditRecord.Kind.valueOf(entry.kind().name()),
        type(entry),
        entry.resource(),
        entry.version(),
        entry.origin().serviceProvider(),
        entry.origin().actor(),
        entry.origin().channel(),
        entry.origin().causality(),
        entry.configuration(),
        entry.facts(),
        entry.position(),
        entry.erased());
  }

  /** Users and groups have the names of SCIM. */
  private static String type(Entry entry) {
    return entry.kind().isOfResource()
        ? ResourceType.valueOf(entry.type()).scimName()
        : entry.type();
  }

  /** As the store calls it. */
  static @Nullable String stored(@Nullable String type) {
    for (ResourceType known : ResourceType.values()) {
      if (known.scimName().equals(type)) {
        return known.name();
      }
    }
    return type;
  }

  static AuditDetails of(Details details) {
    return new AuditDetails(
        of(details.entry()),
        details.decisions(),
        details.before(),
        details.after(),
        details.members(),
        details.digest(),
        details.link());
  }

  static ChainReport of(AuditChain.Verification found) {
    AuditChain.Seal until = found.until();
    AuditChain.Break broken = found.broken();
    return new ChainReport(
        found.checked(),
        until == null ? null : new ChainPlace(until.position(), until.link()),
        found.complete(),
        broken == null
            ? null
            : new ChainReport.Fault(
                broken.position(),
                broken.change(),
                ChainReport.Reason.valueOf(broken.fault().name())),
        found.waiting(),
        found.strays());
  }

  static @Nullable String cursor(@Nullable Place place) {
    return place == null ? null : place.at().toEpochMilli() + SEPARATOR + place.id();
  }

  static @Nullable Place place(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    String[] parts = cursor.split(SEPARATOR, 2);
    try {
      return new Place(
          Instant.ofEpochMilli(Long.parseLong(parts[0])),
          UUID.fromString(parts.length == 2 ? parts[1] : ""));
    } catch (IllegalArgumentException | DateTimeException malformed) {
      throw notOurs();
    }
  }

  /** The position a cursor of the chain names. */
  static long position(@Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException malformed) {
      throw notOurs();
    }
  }

  private static RejectedException notOurs() {
    return RejectedException.at(
        Problem.Kind.INVALID_VALUE,
        AttributePath.of("cursor"),
        "cursor: use the one a previous page gave.");
  }

  static ChainLink of(AuditChain.Link link) {
    AuditChain.Payloads payloads = link.payloads();
    return new ChainLink(
        link.position(),
        link.link(),
        link.digest(),
        link.change(),
        link.happened(),
        link.kind(),
        link.type(),
        link.resource(),
        link.version(),
        link.serviceProvider(),
        link.actor(),
        link.channel(),
        link.causality(),
        link.configuration(),
        new ChainLink.Payloads(
            payloads.decisions(), payloads.before(), payloads.after(), payloads.members()));
  }
}
