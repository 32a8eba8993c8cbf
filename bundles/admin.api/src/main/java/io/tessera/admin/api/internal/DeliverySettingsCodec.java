package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.DeliverySettings.AccountsFor;
import io.tessera.provisioning.api.admin.DeliverySettings.Adoption;
import io.tessera.provisioning.api.admin.DeliverySettings.Dependency;
import io.tessera.provisioning.api.admin.DeliverySettings.Guard;
import io.tessera.provisioning.api.admin.DeliverySettings.Mode;
import io.tessera.provisioning.api.admin.DeliverySettings.Order;
import io.tessera.provisioning.api.admin.DeliverySettings.Passwords;
import io.tessera.provisioning.api.admin.DeliverySettings.WhenDeleted;
import io.tessera.provisioning.api.admin.DeliverySettings.WhenGone;
import java.time.Duration;
import java.util.Locale;

/** How changes are brought to a target, as JSON; what is left out has its default. */
final class DeliverySettingsCodec {
  private DeliverySettingsCodec() {}

  static Attributes json(DeliverySettings settings) {
    return new JsonObject()
        .text("accountsFor", word(settings.accountsFor()))
        .text("mode", word(settings.mode()))
        .number("waitSeconds", settings.patience().toSeconds())
        .flag("maintenance", settings.maintenance())
        .number("concurrency", settings.concurrency())
        .number("ratePerSecond", settings.rate())
        .number("timeoutSeconds", settings.timeout().toSeconds())
        .text("adopt", word(settings.adoption()))
        .texts("correlateBy", settings.correlateBy())
        .text("whenGone", word(settings.whenGone()))
        .text("whenDeleted", word(settings.whenDeleted()))
        .number("deleteAfterDays", settings.deleteAfterDays())
        .number("maxAttempts", settings.maxAttempts())
        .number("maxAgeHours", settings.maxAge().toHours())
        .object(
            "guard",
            new JsonObject()
                .number("most", settings.guard().most())
                .number("percent", settings.guard().percent())
                .build())
        .objects(
            "dependsOn", settings.dependsOn().stream().map(DeliverySettingsCodec::json).toList())
        .text("passwords", word(settings.passwords()))
        .texts("without", AbilityWords.of(settings.without()))
        .build();
  }

  private static Attributes json(Dependency dependency) {
    return new JsonObject()
        .text("target", dependency.target())
        .text("order", word(dependency.order()))
        .build();
  }

  static DeliverySettings read(Fields fields) {
    DeliverySettings otherwise = DeliverySettings.DEFAULT;
    Fields guard = fields.object("guard");
    return new DeliverySettings(
        constant(fields, "accountsFor", AccountsFor.values(), otherwise.accountsFor()),
        constant(fields, "mode", Mode.values(), otherwise.mode()),
        Duration.ofSeconds(fields.number("waitSeconds", otherwise.patience().toSeconds())),
        fields.flag("maintenance", otherwise.maintenance()),
        fields.smallNumber("concurrency", otherwise.concurrency()),
        fields.smallNumber("ratePerSecond", otherwise.rate()),
        Duration.ofSeconds(fields.number("timeoutSeconds", otherwise.timeout().toSeconds())),
        constant(fields, "adopt", Adoption.values(), otherwise.adoption()),
        fields.texts("correlateBy"),
        constant(fields, "whenGone", WhenGone.values(), otherwise.whenGone()),
        constant(fields, "whenDeleted", WhenDeleted.values(), otherwise.whenDeleted()),
        fields.smallNumber("deleteAfterDays", otherwise.deleteAfterDays()),
        fields.smallNumber("maxAttempts", otherwise.maxAttempts()),
        Duration.ofHours(fields.number("maxAgeHours", otherwise.maxAge().toHours())),
        new Guard(
            guard.smallNumber("most", otherwise.guard().most()),
            guard.smallNumber("percent", otherwise.guard().percent())),
        fields.objects("dependsOn").stream().map(DeliverySettingsCodec::dependency).toList(),
        constant(fields, "passwords", Passwords.values(), otherwise.passwords()),
        AbilityWords.read(fields, "without"));
  }

  private static Dependency dependency(Fields fields) {
    return new Dependency(
        fields.text("target"), constant(fields, "order", Order.values(), Order.STRICT));
  }

  private static <E extends Enum<E>> E constant(Fields fields, String name, E[] all, E otherwise) {
    return fields.constant(name, all, DeliverySettingsCodec::word, otherwise);
  }

  /** {@code if-correlated}. */
  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
