package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.Overview;
import io.tessera.provisioning.api.admin.Run;
import java.util.UUID;

/** How the server is doing, as JSON. */
final class OverviewCodec {
  private OverviewCodec() {}

  static Attributes json(Overview overview) {
    return new JsonObject()
        .time("at", overview.at())
        .objects("attention", overview.attention().stream().map(OverviewCodec::json).toList())
        .object("figures", json(overview.figures()))
        .objects("changesByHour", overview.hours().stream().map(OverviewCodec::json).toList())
        .objects("running", overview.running().stream().map(OverviewCodec::json).toList())
        .objects("targets", overview.targets().stream().map(OverviewCodec::json).toList())
        .build();
  }

  private static Attributes json(Overview.Attention attention) {
    JsonObject json =
        new JsonObject()
            .text("kind", JsonObject.word(attention.kind()).replace('_', '-'))
            .number("count", attention.count())
            .text("detail", attention.detail())
            .time("since", attention.sinceIfKnown());
    attention
        .targetIfAny()
        .ifPresent(target -> json.object("target", target(target, attention.targetName())));
    return json.build();
  }

  private static Attributes target(UUID id, String name) {
    return new JsonObject().id("id", id).text("name", name).build();
  }

  static Attributes json(Overview.Figures figures) {
    return new JsonObject()
        .number("waiting", figures.waiting())
        .number("oldestWaitingSeconds", figures.oldestWaitingSeconds())
        .number("dead", figures.dead())
        .number("held", figures.held())
        .number("changesToday", figures.changesIfTold())
        .number("deliveredToday", figures.deliveredToday())
        .build();
  }

  private static Attributes json(Overview.Hour hour) {
    return new JsonObject()
        .time("hour", hour.hour())
        .number("accepted", hour.acceptedIfTold())
        .number("delivered", hour.delivered())
        .number("failed", hour.failed())
        .build();
  }

  static Attributes json(Overview.Standing target) {
    return new JsonObject()
        .id("id", target.id())
        .text("name", target.name())
        .word("state", target.status().state())
        .text("detail", target.status().detail())
        .number("waiting", target.status().waiting())
        .number("dead", target.status().dead())
        .number("held", target.status().held())
        .build();
  }

  static Attributes json(Run run) {
    JsonObject json =
        new JsonObject()
            .id("id", run.id())
            .text("kind", JsonObject.word(run.kind()).replace('_', '-'))
            .text("name", run.name())
            .word("state", run.state())
            .number("done", run.done())
            .number("sent", run.sent())
            .number("perSecond", run.perSecond())
            .time("started", run.startedIfKnown())
            .time("ended", run.endedIfSo());
    run.targetIfAny().ifPresent(target -> json.id("target", target));
    return (run.total() > 0 ? json.number("total", run.total()) : json).build();
  }
}
