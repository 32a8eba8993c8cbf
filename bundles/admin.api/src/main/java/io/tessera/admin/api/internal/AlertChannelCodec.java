package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.AlertChannel;
import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import io.tessera.provisioning.api.admin.AlertChannel.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Alert channels as JSON. */
final class AlertChannelCodec {
  private AlertChannelCodec() {}

  static Attributes json(AlertChannel channel) {
    return new JsonObject()
        .id("id", channel.id())
        .text("name", channel.name())
        .word("type", channel.type())
        .flag("enabled", channel.enabled())
        .object("settings", channel.settings())
        .texts("secretsSet", channel.secretsSet().stream().sorted().toList())
        .texts("conditions", channel.conditions().stream().map(Condition::word).sorted().toList())
        .texts("targets", channel.targets())
        .time("lastSent", channel.lastSentIfAny())
        .text("lastFailure", channel.lastFailureIfAny())
        .number("version", channel.version())
        .build();
  }

  static Attributes json(AlertChannel.Attempt attempt) {
    return new JsonObject().flag("sent", attempt.sent()).text("detail", attempt.detail()).build();
  }

  static AlertChannel.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version", "secretsSet", "lastSent", "lastFailure");
    String name = fields.text("name");
    fields.text("type");
    AlertChannel.Draft draft =
        new AlertChannel.Draft(
            name,
            fields.constant("type", Type.values(), JsonObject::word, Type.WEBHOOK),
            fields.flag("enabled", true),
            fields.object("settings").plain(),
            conditions(fields),
            fields.texts("targets"));
    fields.check();
    return draft;
  }

  private static Set<Condition> conditions(Fields fields) {
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    List<String> words = fields.texts("conditions");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Optional<Condition> known =
          Arrays.stream(Condition.values()).filter(c -> c.word().equals(word)).findFirst();
      if (known.isEmpty()) {
        fields.problem(
            "conditions[" + i + "]",
            "must be one of "
                + Arrays.stream(Condition.values())
                    .map(Condition::word)
                    .collect(Collectors.joining(", "))
                + ".");
      }
      known.ifPresent(conditions::add);
    }
    return conditions;
  }
}
