package io.tessera.provisioning.internal.audit;

import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.NOT_FOUND;

import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Audit;
import io.tessera.provisioning.api.admin.AuditDetails;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.ChainLink;
import io.tessera.provisioning.api.admin.ChainPlace;
import io.tessera.provisioning.api.admin.ChainReport;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.internal.Ids;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.AuditTrail.Entry;
import io.tessera.store.spi.Retention;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of the journal. */
@Component(service = Audit.class)
public final class AuditAdministration implements Audit {
  private static final Logger LOG = LoggerFactory.getLogger(AuditAdministration.class);
  private static final int BATCH = 200;
  private static final int LONGEST_REASON = 1_000;

  private final AuditTrail trail;
  private final AuditChain chain;
  private final Retention retention;
  private final LiveConfiguration configuration;
  private final Clock clock = Clock.systemUTC();
  private final Ids ids = new Ids(clock);

  @Activate
  public AuditAdministration(
      @Reference(name = "trail") AuditTrail trail,
      @Reference(name = "chain") AuditChain chain,
      @Reference(name = "retention") Retention retention,
      @Reference(name = "configuration") LiveConfiguration configuration) {
    this.trail = trail;
    this.chain = chain;
    this.retention = retention;
    this.configuration = configuration;
  }

  @Override
  public Slice<AuditRecord> records(Selection selection, @Nullable String cursor, int limit) {
    AuditTrail.Found found = trail.find(stored(selection), AuditViews.place(cursor), limit);
    return new Slice<>(
        found.entries().stream().map(AuditViews::of).toList(), AuditViews.cursor(found.next()));
  }

  private static AuditTrail.Selection stored(Selection selection) {
    AuditRecord.@Nullable Kind kind = selection.kind();
    return new AuditTrail.Selection(
        selection.from(),
        selection.to(),
        selection.actor(),
        selection.serviceProvider(),
        selection.channel(),
        AuditViews.stored(selection.type()),
        selection.resource(),
        kind == null ? null : AuditTrail.Kind.valueOf(kind.name()),
        selection.causality());
  }

  @Override
  public Optional<AuditDetails> record(UUID id) {
    return trail.change(id).map(AuditViews::of);
  }

  @Override
  public ChainReport verify(@Nullable ChainPlace after, int most) {
    AuditChain.Seal seal =
        after == null ? null : new AuditChain.Seal(after.position(), after.link());
    ChainReport report = AuditViews.of(chain.verify(seal, most));
    if (!report.intact()) {
      LOG.warn("audit chain: {}, {} strays", report.fault(), report.strays());
    }
    return report;
  }

  @Override
  public Slice<ChainLink> chain(@Nullable String cursor, int limit) {
    List<ChainLink> links =
        chain.links(AuditViews.position(cursor), limit).stream().map(AuditViews::of).toList();
    boolean more = links.size() == limit;
    return new Slice<>(links, more ? String.valueOf(links.get(links.size() - 1).position()) : null);
  }

  @Override
  public Erasure erase(Caller caller, ResourceId resource, String reason) {
    String why = reason.strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw RejectedException.at(
          INVALID_VALUE,
          AttributePath.of("reason"),
          "reason: say why, in " + LONGEST_REASON + " characters at most.");
    }
    UUID record = recorded(caller, newest(resource), why);
    retention.request(resource);
    int erased = 0;
    Retention.Progress progress;
    do {
      progress = retention.eraseRequested(resource, BATCH);
      erased += progress.erased();
    } while (progress.more());
    LOG.info(
        "{}: payloads of {} changes erased on behalf of {}, {} wait",
        resource,
        erased,
        caller.actor(),
        progress.waiting());
    return new Erasure(record, erased, progress.waiting());
  }

  private Entry newest(ResourceId resource) {
    AuditTrail.Selection ofResource =
        new AuditTrail.Selection(null, null, null, null, null, null, resource, null, null);
    return trail.find(ofResource, null, 1).entries().stream()
        .filter(entry -> entry.kind().isOfResource())
        .findFirst()
        .orElseThrow(
            () ->
                RejectedException.at(
                    NOT_FOUND,
                    AttributePath.of("resource"),
                    "The journal holds nothing about " + resource + "."));
  }

  /** Before anything is erased: what happened without a record would be worse. */
  private UUID recorded(Caller caller, Entry newest, String reason) {
    UUID id = ids.ordered();
    trail.recordErasure(
        new AuditTrail.Erasure(
            id,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            ResourceType.valueOf(newest.type()),
            newest.resource(),
            Records.origin(caller),
            configuration.held().version(),
            reason));
    return id;
  }
}
