package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.TargetContents.Changed;
import io.tessera.provisioning.api.admin.TargetContents.Changes;
import io.tessera.provisioning.api.admin.TargetContents.Item;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is in a target as JSON. */
final class TargetContentsCodec {
  private TargetContentsCodec() {}

  /** The parameter {@code resourceType}; users when it is left out. */
  static ResourceType type(@Nullable String text) {
    String written = text == null ? ResourceType.USER.scimName() : text;
    return Arrays.stream(ResourceType.values())
        .filter(type -> type.scimName().equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                RejectedException.at(
                    Problem.Kind.INVALID_VALUE,
                    AttributePath.of("resourceType"),
                    "\"resourceType\" must be User or Group."));
  }

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
}
