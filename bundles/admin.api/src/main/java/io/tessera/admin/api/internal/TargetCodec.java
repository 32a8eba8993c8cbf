package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.Connections.TestStep;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import java.util.List;

/** Targets as JSON. Secrets go in with the settings and never come out. */
final class TargetCodec {
  private TargetCodec() {}

  static Attributes json(Target target) {
    return new JsonObject()
        .id("id", target.id())
        .text("name", target.name())
        .text("identityProvider", target.identityProvider())
        .text("connectorType", target.connectorType())
        .flag("enabled", target.enabled())
        .object("settings", target.settings())
        .texts("secretsSet", target.secretsSet().stream().sorted().toList())
        .object("policyMap", PolicyMapCodec.json(target.policyMap()))
        .object("delivery", DeliverySettingsCodec.json(target.delivery()))
        .number("version", target.version())
        .build();
  }

  static Target.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "secretsSet", "version");
    boolean hasMap = fields.has("policyMap");
    Fields map = fields.object("policyMap");
    boolean hasDelivery = fields.has("delivery");
    Fields delivery = fields.object("delivery");
    Target.Draft draft =
        new Target.Draft(
            fields.text("name"),
            fields.text("identityProvider"),
            fields.text("connectorType"),
            fields.flag("enabled", true),
            fields.object("settings").plain(),
            hasMap ? PolicyMapCodec.read(map) : null,
            hasDelivery ? DeliverySettingsCodec.read(delivery) : null);
    fields.check();
    return draft;
  }

  static Attributes json(TargetStatus status) {
    return new JsonObject()
        .word("state", status.state())
        .text("detail", status.detail())
        .number("waiting", status.waiting())
        .number("dead", status.dead())
        .number("held", status.held())
        .texts("abilities", AbilityWords.of(status.abilities()))
        .build();
  }

  static Attributes json(List<TestStep> steps) {
    return new JsonObject()
        .flag("passed", steps.stream().allMatch(TestStep::passed))
        .objects("steps", steps.stream().map(TargetCodec::json).toList())
        .build();
  }

  private static Attributes json(TestStep step) {
    return new JsonObject()
        .text("name", step.name())
        .flag("passed", step.passed())
        .text("detail", step.detail())
        .build();
  }
}
