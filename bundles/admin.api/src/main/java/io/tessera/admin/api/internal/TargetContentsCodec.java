package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.provisioning.api.admin.TargetContents.Changed;
import io.tessera.provisioning.api.admin.TargetContents.Changes;
import io.tessera.provisioning.api.admin.TargetContents.Item;
import io.tessera.provisioning.api.admin.TargetContents.Plan;
import java.util.Optional;

/** What is in a target as JSON. */
final class TargetContentsCodec {
  private TargetContentsCodec() {}

  static Attributes json(Item item) {
    JsonObject json =
        new JsonObject()
            .text("remoteId", item.remoteId())
            .object("attributes", item.attributes())
            .text("version", item.versionIfAny());
    item.activeIfKnown().ifPresent(active -> json.flag("active", active));
    Optional<MemberRef> owner = item.ownerIfAny();
    return json.text("resourceType", owner.map(o -> o.type().scimName()))
        .text("resource", owner.map(o -> o.id().toString()))
        .build();
  }

  static Attributes json(Changes changes) {
    return new JsonObject()
        .objects("items", changes.changes().stream().map(TargetContentsCodec::json).toList())
        .text("cursor", changes.token())
        .flag("more", changes.more())
        .build();
  }

  private static Attributes json(Changed changed) {
    JsonObject json = new JsonObject().text("remoteId", changed.remoteId());
    changed.nowIfThere().ifPresent(now -> json.object("now", json(now)));
    return json.flag("removed", changed.nowIfThere().isEmpty()).build();
  }

  static Attributes json(Plan plan) {
    JsonObject json = new JsonObject();
    plan.remoteIdIfKnown().ifPresent(id -> json.text("remoteId", id));
    return json.texts("calls", plan.calls()).build();
  }
}
