package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.InitialLoad;
import io.tessera.provisioning.api.admin.Placement;

/** Placements and initial loads as JSON. */
final class PlacementCodec {
  private PlacementCodec() {}

  static Attributes json(Placement placement) {
    JsonObject json =
        new JsonObject()
            .id("target", placement.target())
            .text("targetName", placement.targetName())
            .word("verdict", placement.verdict())
            .text("reason", placement.reason())
            .texts("hindrances", placement.hindrances());
    placement.accountIfAny().ifPresent(a -> json.object("account", DeliveryCodec.json(a)));
    placement.operationIfAny().ifPresent(o -> json.object("operation", DeliveryCodec.json(o)));
    return json.build();
  }

  static Attributes json(InitialLoad load) {
    JsonObject json = new JsonObject().id("id", load.id());
    load.targetIfAny().ifPresent(target -> json.id("target", target));
    return json.text("targetName", load.targetName())
        .text("reason", load.reason())
        .text("startedBy", load.startedBy())
        .flag("resend", load.resend())
        .number("perSecond", load.perSecond())
        .word("state", load.state())
        .time("started", load.started())
        .time("ended", load.endedIfSo())
        .number("expected", load.expected())
        .number("done", load.done())
        .number("sent", load.sent())
        .build();
  }

  static InitialLoad.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    InitialLoad.Draft draft =
        new InitialLoad.Draft(
            fields.text("target"),
            fields.flag("resend", false),
            fields.smallNumber("perSecond", 0));
    fields.check();
    return draft;
  }
}
