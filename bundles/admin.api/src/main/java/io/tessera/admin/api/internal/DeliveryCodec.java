package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.CallView;
import io.tessera.provisioning.api.admin.HeldBatch;
import io.tessera.provisioning.api.admin.OperationView;
import java.util.Optional;

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
        .text("resourceName", operation.resourceNameIfKnown())
        .number("version", operation.version())
        .word("kind", operation.kind())
        .word("state", operation.state())
        .number("attempts", operation.attempts())
        .text("failure", operation.failureIfAny())
        .text("detail", operation.detail())
        .time("created", operation.created())
        .time("due", operation.dueIfWaiting())
        .time("finished", operation.finishedIfSo())
        .build();
  }

  static Attributes json(CallView call) {
    JsonObject json =
        new JsonObject()
            .number("number", call.number())
            .time("started", call.started())
            .number("tookMillis", call.took().toMillis())
            .text("node", call.node())
            .text("connector", call.connector())
            .text("action", call.action())
            .text("result", call.result())
            .text("detail", call.detail());
    Attributes request = call.request();
    if (request != null) {
      json.object("request", request);
    }
    Attributes answer = call.answer();
    return (answer == null ? json : json.object("answer", answer)).build();
  }

  static Attributes json(HeldBatch batch) {
    return new JsonObject()
        .id("id", batch.id())
        .id("target", batch.target())
        .text("targetName", batch.targetName())
        .word("state", batch.state())
        .time("opened", batch.opened())
        .text("reason", batch.reason())
        .number("operations", batch.operations())
        .time("decided", batch.decidedIfSo())
        .text("decidedBy", Optional.ofNullable(batch.decidedBy()))
        .text("remark", Optional.ofNullable(batch.remark()))
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
