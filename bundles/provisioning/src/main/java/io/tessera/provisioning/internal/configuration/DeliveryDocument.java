package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.Ability;
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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Delivery settings as a document, and back; what a document does not say is the default. */
final class DeliveryDocument {
  private final Attributes document;

  private DeliveryDocument(Attributes document) {
    this.document = document;
  }

  static Attributes of(DeliverySettings settings) {
    return Attributes.builder()
        .put("accountsFor", settings.accountsFor().name())
        .put("mode", settings.mode().name())
        .put("waitMillis", number(settings.patience().toMillis()))
        .put("maintenance", settings.maintenance())
        .put("concurrency", number(settings.concurrency()))
        .put("rate", number(settings.rate()))
        .put("timeoutMillis", number(settings.timeout().toMillis()))
        .put("adoption", settings.adoption().name())
        .put("correlateBy", StoredLists.of(settings.correlateBy()))
        .put("whenGone", settings.whenGone().name())
        .put("whenDeleted", settings.whenDeleted().name())
        .put("deleteAfterDays", number(settings.deleteAfterDays()))
        .put("maxAttempts", number(settings.maxAttempts()))
        .put("maxAgeMillis", number(settings.maxAge().toMillis()))
        .put("guardMost", number(settings.guard().most()))
        .put("guardPercent", number(settings.guard().percent()))
        .put(
            "dependsOn",
            Value.many(settings.dependsOn().stream().map(DeliveryDocument::dependency).toList()))
        .put("passwords", settings.passwords().name())
        .put(
            "without",
            StoredLists.of(settings.without().stream().map(Ability::name).sorted().toList()))
        .build();
  }

  /** A document with other dependencies and all else as it stands. */
  static Attributes withDependencies(Attributes document, List<Dependency> dependsOn) {
    return document.with(
        "dependsOn", Value.many(dependsOn.stream().map(DeliveryDocument::dependency).toList()));
  }

  static DeliverySettings read(Attributes document) {
    return new DeliveryDocument(document).settings();
  }

  private DeliverySettings settings() {
    DeliverySettings otherwise = DeliverySettings.DEFAULT;
    return new DeliverySettings(
        AccountsFor.valueOf(word("accountsFor", otherwise.accountsFor())),
        Mode.valueOf(word("mode", otherwise.mode())),
        millis("waitMillis", otherwise.patience()),
        document.bool("maintenance").orElse(otherwise.maintenance()),
        number("concurrency", otherwise.concurrency()),
        number("rate", otherwise.rate()),
        millis("timeoutMillis", otherwise.timeout()),
        Adoption.valueOf(word("adoption", otherwise.adoption())),
        texts("correlateBy").toList(),
        WhenGone.valueOf(word("whenGone", otherwise.whenGone())),
        WhenDeleted.valueOf(word("whenDeleted", otherwise.whenDeleted())),
        number("deleteAfterDays", otherwise.deleteAfterDays()),
        number("maxAttempts", otherwise.maxAttempts()),
        millis("maxAgeMillis", otherwise.maxAge()),
        new Guard(
            number("guardMost", otherwise.guard().most()),
            number("guardPercent", otherwise.guard().percent())),
        dependencies(),
        Passwords.valueOf(word("passwords", otherwise.passwords())),
        texts("without").map(Ability::valueOf).collect(Collectors.toSet()));
  }

  private Stream<String> texts(String name) {
    return elements(name).filter(Value.Text.class::isInstance).map(v -> ((Value.Text) v).value());
  }

  private List<Dependency> dependencies() {
    return elements("dependsOn")
        .filter(Value.Complex.class::isInstance)
        .map(v -> ((Value.Complex) v).attributes())
        .map(
            d ->
                new Dependency(
                    d.text("target").orElse(""),
                    Order.valueOf(d.text("order").orElse(Order.STRICT.name()))))
        .toList();
  }

  private Stream<Value> elements(String name) {
    return document.get(name).stream().flatMap(v -> v.elements().stream());
  }

  private String word(String name, Enum<?> otherwise) {
    return document.text(name).orElse(otherwise.name());
  }

  private int number(String name, int otherwise) {
    return (int) longNumber(name, otherwise);
  }

  private Duration millis(String name, Duration otherwise) {
    return Duration.ofMillis(longNumber(name, otherwise.toMillis()));
  }

  private long longNumber(String name, long otherwise) {
    return document
        .get(name)
        .filter(Value.Num.class::isInstance)
        .map(v -> ((Value.Num) v).value().longValue())
        .orElse(otherwise);
  }

  private static Value number(long value) {
    return Value.Num.of(value);
  }

  private static Value dependency(Dependency dependency) {
    return Value.complex(
        Attributes.builder()
            .put("target", dependency.target())
            .put("order", dependency.order().name())
            .build());
  }
}
