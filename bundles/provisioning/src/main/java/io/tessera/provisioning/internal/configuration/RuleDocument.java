package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rule.Effect;
import io.tessera.provisioning.api.admin.Rule.Policy;
import io.tessera.provisioning.api.admin.Rule.Scope;
import io.tessera.provisioning.api.admin.Rule.Simple;
import io.tessera.provisioning.api.admin.Rule.Window;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import io.tessera.store.spi.Configurations.Item;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules as the documents the store keeps, and back. */
public final class RuleDocument {
  public static final String KIND = "rule";

  private RuleDocument() {}

  public static Item item(Rule rule) {
    Scope scope = rule.scope();
    Attributes.Builder document =
        Attributes.builder()
            .put("description", rule.description())
            .put("enabled", rule.enabled())
            .put("targets", StoredLists.of(scope.targets()))
            .put("serviceProviders", StoredLists.of(scope.serviceProviders()))
            .put("types", names(scope.types()))
            .put("operations", names(scope.operations()));
    if (rule.test() instanceof Policy policy) {
      document.put("language", policy.language()).put("source", policy.source());
    } else if (rule.test() instanceof Simple simple) {
      put(document, simple);
    }
    return new Item(KIND, rule.id(), rule.name(), rule.version(), document.build());
  }

  private static void put(Attributes.Builder document, Simple rule) {
    document
        .put("effect", rule.effect().name())
        .put("roles", StoredLists.of(rule.roles()))
        .put("condition", rule.condition());
    rule.windowIfAny().ifPresent(w -> document.put("window", Value.complex(window(w))));
    rule.fromIfAny().ifPresent(from -> document.put("from", from.toString()));
    rule.untilIfAny().ifPresent(until -> document.put("until", until.toString()));
  }

  private static Attributes window(Window window) {
    return Attributes.builder()
        .put("days", names(window.days()))
        .put("from", window.from().toString())
        .put("to", window.to().toString())
        .put("zone", window.zone())
        .build();
  }

  private static Value names(Collection<? extends Enum<?>> constants) {
    return StoredLists.of(constants.stream().map(Enum::name).sorted().toList());
  }

  public static Rule read(Item item) {
    Attributes document = item.document();
    return new Rule(
        item.id(),
        item.name(),
        document.text("description").orElse(""),
        document.bool("enabled").orElse(false),
        new Scope(
            StoredLists.texts(document, "targets"),
            StoredLists.texts(document, "serviceProviders"),
            constants(document, "types", ResourceType::valueOf),
            constants(document, "operations", Operation::valueOf)),
        document.text("language").isPresent()
            ? new Policy(
                document.text("language").orElseThrow(), document.text("source").orElse(""))
            : simple(document),
        item.version());
  }

  private static Simple simple(Attributes document) {
    return new Simple(
        Effect.valueOf(document.text("effect").orElse(Effect.DENY.name())),
        StoredLists.texts(document, "roles"),
        document.text("condition").orElse(""),
        document.get("window").isPresent() ? window(document, "window") : null,
        instant(document, "from"),
        instant(document, "until"));
  }

  private static Window window(Attributes document, String name) {
    Attributes window = document.complex(name);
    return new Window(
        constants(window, "days", DayOfWeek::valueOf),
        LocalTime.parse(window.text("from").orElse("00:00")),
        LocalTime.parse(window.text("to").orElse("00:00")),
        window.text("zone").orElse(""));
  }

  private static <E extends Enum<E>> Set<E> constants(
      Attributes document, String name, Function<String, E> read) {
    return StoredLists.texts(document, name).stream()
        .map(read)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Instant instant(Attributes document, String name) {
    return document.text(name).map(Instant::parse).orElse(null);
  }

  /** The same rule about another list of targets, one version later. */
  static Item retargeted(Rule rule, List<String> targets) {
    return item(
        new Rule(
            rule.id(),
            rule.name(),
            rule.description(),
            rule.enabled(),
            rule.scope().with(targets),
            rule.test(),
            rule.version() + 1));
  }
}
