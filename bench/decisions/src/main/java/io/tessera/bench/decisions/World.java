package io.tessera.bench.decisions;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.RuleDocument;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.rules.RuleEngines;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A configuration of some size, as a database would give it. */
final class World {
  private static final int ROWS = 20;

  private final Map<String, List<Item>> items = new HashMap<>();

  private World() {}

  /**
   * @param targets each of an identity provider of its own, with a map of 20 rows and a rule
   */
  static Snapshot of(int targets) {
    World world = new World();
    for (int i = 0; i < targets; i++) {
      UUID provider = UUID.randomUUID();
      world.add("identity-provider", provider, "idp-" + i, Attributes.empty());
      world.add("target", UUID.randomUUID(), "target-" + i, target(provider));
      Rule rule = rule("rule-" + i, "target-" + i);
      world.add(RuleDocument.KIND, rule.id(), rule.name(), RuleDocument.item(rule).document());
    }
    return world.snapshot();
  }

  private void add(String kind, UUID id, String name, Attributes document) {
    items.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Item(kind, id, name, 1, document));
  }

  static Rule rule(String name, String target) {
    Rule.Simple test =
        new Rule.Simple(
            Rule.Effect.PERMIT, List.of("staff"), "user.title != 'Guest'", null, null, null);
    return Rule.of(
        UUID.randomUUID(),
        new Rule.Draft(name, "", true, Rule.Scope.ALL.with(List.of(target)), test),
        1);
  }

  private static Attributes target(UUID provider) {
    List<Value> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Attributes.Builder row = Attributes.builder().put("attribute", "attribute" + i);
      switch (i % 4) {
        case 0 -> row.put("from", Value.many(List.of(Value.text("name.familyName"))));
        case 1 -> row.put("expression", "lower(user.userName) + '@example.com'");
        case 2 -> row.put("from", Value.many(List.of(Value.text("emails.value"))));
        default -> row.put("expression", "left(user.name.givenName, 1) + user.name.familyName");
      }
      rows.add(Value.complex(row.build()));
    }
    return Attributes.builder()
        .put("identityProvider", provider.toString())
        .put("connectorType", "sample")
        .put("policyMap", Value.complex(Attributes.builder().put("user", Value.many(rows)).build()))
        .build();
  }

  private Snapshot snapshot() {
    Configurations configurations =
        fake(
            Configurations.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "version" -> 1L;
                  case "items" -> items.getOrDefault((String) arguments[0], List.of());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    Transaction transaction =
        fake(
            Transaction.class,
            (proxy, method, arguments) -> {
              if (method.getName().equals("configurations")) {
                return configurations;
              }
              throw new UnsupportedOperationException(method.getName());
            });
    Store store = fake(Store.class, (proxy, method, arguments) -> work(arguments[0], transaction));
    return new LiveConfiguration(
            store, new CelExpressionEngine(), RuleEngines.by(Clock.systemUTC()))
        .refresh();
  }

  @SuppressWarnings("unchecked")
  private static Object work(Object work, Transaction transaction) {
    return ((Function<Transaction, Object>) work).apply(transaction);
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Somebody with what people have. */
  static Attributes person() {
    return Attributes.builder()
        .put("userName", "alice")
        .put("title", "Engineer")
        .put(
            "name",
            Value.complex(
                Attributes.builder().put("givenName", "Alice").put("familyName", "Li").build()))
        .put(
            "emails",
            Value.many(
                List.of(
                    Value.complex(
                        Attributes.builder()
                            .put("value", "alice@example.com")
                            .put("type", "work")
                            .build()))))
        .put(
            "roles",
            Value.many(
                List.of(
                    Value.complex(Attributes.builder().put("value", "staff").build()),
                    Value.complex(Attributes.builder().put("value", "engineer").build()))))
        .build();
  }
}
