package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.BirthrightRule.When;
import io.tessera.store.spi.Configurations.Item;

/** Birthright rules as the documents the store keeps, and back. */
public final class BirthrightDocument {
  public static final String KIND = "birthright-rule";

  private BirthrightDocument() {}

  public static Item item(BirthrightRule rule) {
    return new Item(
        KIND,
        rule.id(),
        rule.name(),
        rule.version(),
        Attributes.builder()
            .put("description", rule.description())
            .put("enabled", rule.enabled())
            .put("condition", rule.condition())
            .put("roles", StoredLists.of(rule.roles()))
            .put("starts", when(rule.starts()))
            .put("ends", when(rule.ends()))
            .build());
  }

  private static Value when(When when) {
    return Value.complex(
        Attributes.builder()
            .put("from", when.from())
            .put("days", Value.Num.of(when.days()))
            .build());
  }

  public static BirthrightRule read(Item item) {
    Attributes document = item.document();
    return new BirthrightRule(
        item.id(),
        item.name(),
        document.text("description").orElse(""),
        document.bool("enabled").orElse(false),
        document.text("condition").orElse("false"),
        StoredLists.texts(document, "roles"),
        when(document.complex("starts")),
        when(document.complex("ends")),
        item.version());
  }

  private static When when(Attributes stored) {
    int days =
        stored
            .get("days")
            .map(value -> value instanceof Value.Num number ? number.value().intValue() : 0)
            .orElse(0);
    return new When(stored.text("from").orElse(""), days);
  }
}
