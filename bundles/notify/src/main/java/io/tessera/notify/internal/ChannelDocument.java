package io.tessera.notify.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.AlertChannel;
import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import io.tessera.provisioning.api.admin.AlertChannel.Type;
import io.tessera.store.spi.Configurations.Item;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alert channels as the documents the store keeps, and back. */
final class ChannelDocument {
  static final String KIND = "alert-channel";

  private ChannelDocument() {}

  static Item item(AlertChannel channel) {
    return new Item(
        KIND,
        channel.id(),
        channel.name(),
        channel.version(),
        Attributes.builder()
            .put("type", channel.type().name())
            .put("enabled", channel.enabled())
            .put("settings", Value.complex(channel.settings()))
            .put("secretSet", !channel.secretsSet().isEmpty())
            .put("conditions", texts(channel.conditions().stream().map(Condition::name).toList()))
            .put("targets", texts(channel.targets()))
            .build());
  }

  /** Conditions that this version does not know are left out: a newer node may have stored them. */
  static AlertChannel read(Item item, @Nullable Instant lastSent, @Nullable String lastFailure) {
    Attributes document = item.document();
    Type type = Type.valueOf(document.text("type").orElse(Type.WEBHOOK.name()));
    List<String> names = texts(document, "conditions");
    return new AlertChannel(
        item.id(),
        item.name(),
        type,
        document.bool("enabled").orElse(true),
        document.complex("settings"),
        document.bool("secretSet").orElse(false)
            ? Set.of(ChannelSettings.secretOf(type))
            : Set.of(),
        Arrays.stream(Condition.values())
            .filter(condition -> names.contains(condition.name()))
            .collect(Collectors.toSet()),
        texts(document, "targets"),
        lastSent,
        lastFailure,
        item.version());
  }

  private static Value texts(List<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }

  private static List<String> texts(Attributes document, String name) {
    return document.get(name).map(Value::elements).orElse(List.of()).stream()
        .filter(Value.Text.class::isInstance)
        .map(value -> ((Value.Text) value).value())
        .toList();
  }
}
