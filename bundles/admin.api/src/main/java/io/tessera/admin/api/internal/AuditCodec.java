package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.provisioning.api.admin.Audit;
import io.tessera.provisioning.api.admin.AuditDetails;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.ChainLink;
import io.tessera.provisioning.api.admin.ChainPlace;
import io.tessera.provisioning.api.admin.ChainReport;
import io.tessera.provisioning.api.admin.Traces.TracedChange;
import io.tessera.provisioning.api.admin.Traces.TracedOperation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The journal as JSON. */
final class AuditCodec {
  private AuditCodec() {}

  static Attributes json(AuditRecord record) {
    JsonObject json = fields(record);
    return (record.isOfResource() ? json : json.texts("changed", record.changed())).build();
  }

  private static JsonObject fields(AuditRecord record) {
    JsonObject json =
        new JsonObject()
            .id("id", record.id())
            .time("at", record.at())
            .word("kind", record.kind())
            .text("resourceType", record.type())
            .id("resource", record.resource().value())
            .text("action", record.action())
            .text("name", record.name())
            .number("version", record.version())
            .text("serviceProvider", record.serviceProvider())
            .text("actor", record.actor())
            .text("channel", record.channel().toLowerCase(Locale.ROOT))
            .text("causality", record.causality())
            .number("configuration", record.configuration());
    record.positionIfSealed().ifPresent(position -> json.number("position", position));
    return json.time("erased", record.erasedIfSo());
  }

  static Attributes json(AuditDetails details) {
    JsonObject json = described(details);
    details.beforeIfAny().ifPresent(before -> json.object("before", before));
    details.afterIfAny().ifPresent(after -> json.object("after", after));
    if (!details.members().isEmpty()) {
      json.objects("added", members(details.members().added()));
      json.objects("removed", members(details.members().removed()));
    }
    return json.text("digest", details.digestIfSealed())
        .text("link", details.linkIfSealed())
        .build();
  }

  private static JsonObject described(AuditDetails details) {
    return fields(details.record())
        .texts("changed", details.changed())
        .object("decisions", details.decisions());
  }

  private static List<Attributes> members(List<MemberRef> members) {
    return members.stream()
        .map(
            member ->
                new JsonObject()
                    .text("resourceType", member.type().scimName())
                    .id("resource", member.id().value())
                    .build())
        .toList();
  }

  static Attributes json(TracedChange change) {
    return described(change.details())
        .objects("operations", change.operations().stream().map(AuditCodec::json).toList())
        .build();
  }

  private static Attributes json(TracedOperation traced) {
    Attributes.Builder json = DeliveryCodec.json(traced.operation()).toBuilder();
    new JsonObject()
        .objects("calls", traced.calls().stream().map(DeliveryCodec::json).toList())
        .build()
        .forEach(json::keep);
    return json.build();
  }

  static Attributes json(ChainReport report) {
    JsonObject json =
        new JsonObject()
            .flag("intact", report.intact())
            .flag("complete", report.complete())
            .number("verified", report.verified())
            .number("waiting", report.waiting())
            .number("strays", report.strays());
    report.untilIfAny().ifPresent(until -> json.object("until", json(until)));
    report.faultIfAny().ifPresent(fault -> json.object("fault", json(fault)));
    return json.build();
  }

  /** Texts that are empty are told, too: they are hashed. */
  static Attributes json(ChainLink link) {
    ChainLink.Payloads payloads = link.payloads();
    return new JsonObject()
        .number("position", link.position())
        .text("link", link.link())
        .text("digest", link.digest())
        .id("id", link.record())
        .number("happened", link.happened())
        .text("kind", link.kind())
        .text("resourceType", link.type())
        .text("resource", link.resource())
        .number("version", link.version())
        .text("serviceProvider", link.serviceProvider())
        .text("actor", link.actor())
        .text("channel", link.channel())
        .text("causality", link.causality())
        .number("configuration", link.configuration())
        .text("decisions", Optional.ofNullable(payloads.decisions()))
        .text("before", Optional.ofNullable(payloads.before()))
        .text("after", Optional.ofNullable(payloads.after()))
        .text("members", Optional.ofNullable(payloads.members()))
        .build();
  }

  private static Attributes json(ChainPlace place) {
    return new JsonObject().number("position", place.position()).text("link", place.link()).build();
  }

  private static Attributes json(ChainReport.Fault fault) {
    JsonObject json =
        new JsonObject().number("position", fault.position()).word("reason", fault.reason());
    UUID record = fault.record();
    return (record == null ? json : json.id("record", record)).build();
  }

  static Attributes json(Audit.Erasure erasure) {
    return new JsonObject()
        .id("record", erasure.record())
        .number("erased", erasure.erased())
        .number("waiting", erasure.waiting())
        .build();
  }
}
