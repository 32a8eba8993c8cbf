package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.OperationView;

/** Operations and accounts as JSON. */
final class DeliveryCodec {
  private DeliveryCodec() {}

  static Attributes json(OperationView operation) {
    return new JsonObject()
        .id("id", operation.id())
        .id("change", operation.change())
        .text("causality", operation.causality())
        .id("target", operation.target())
        .text("targetName", operation.targetName())
        .text("resourceType", operation.type().scimName())
        .id("resource", operation.resource().value())
        .number("version", operation.version())
        .word("kind", operation.kind())
        .word("state", operation.state())
        .number("attempts", operation.attempts())
        .text("detail", operation.detail())
        .time("created", operation.created())
        .time("due", operation.dueIfWaiting())
        .time("finished", operation.finishedIfSo())
        .build();
  }

  static Attributes json(Account account) {
    return new JsonObject()
        .id("target", account.target())
        .text("targetName", account.targetName())
        .text("resourceType", account.type().scimName())
        .id("resource", account.resource().value())
        .text("remoteId", account.remoteIdIfKnown())
        .word("state", account.state())
        .number("deliveredVersion", account.deliveredVersion())
        .time("updated", account.updated())
        .build();
  }
}
