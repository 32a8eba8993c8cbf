package io.tessera.provisioning.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.internal.Records;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TargetReferencesTest {
  private final List<Item> items = new ArrayList<>();
  private final List<Item> written = new ArrayList<>();
  private final Configurations configurations =
      (Configurations)
          Proxy.newProxyInstance(
              Configurations.class.getClassLoader(),
              new Class<?>[] {Configurations.class},
              (proxy, method, arguments) ->
                  method.getName().equals("items")
                      ? items.stream().filter(i -> i.kind().equals(arguments[0])).toList()
                      : written.add((Item) arguments[0]));

  @Test
  void a_target_with_entitlements_of_roles_keeps_its_name() {
    items.add(role(List.of(), List.of(new Role.Entitlement("hr", "builders"))));

    Problem refused =
        catchThrowableOfType(
                RejectedException.class,
                () ->
                    new TargetReferences(configurations)
                        .rename("hr", "people", Records.server("admin")))
            .first();

    assertThat(refused.kind()).isEqualTo(Problem.Kind.CONFLICT);
    assertThat(refused.detail()).contains("the roles engineer; take them out first");
    assertThat(written).isEmpty();
  }

  @Test
  void a_target_that_roles_only_carry_is_renamed_in_them() {
    items.add(role(List.of("hr"), List.of(new Role.Entitlement("ad", "builders"))));

    new TargetReferences(configurations).rename("hr", "people", Records.server("admin"));

    Role changed = RoleDocument.read(written.get(0));
    assertThat(changed.targets()).containsExactly("people");
    assertThat(changed.entitlements()).containsExactly(new Role.Entitlement("ad", "builders"));
  }

  private static Item role(List<String> targets, List<Role.Entitlement> entitlements) {
    return RoleDocument.item(
        new Role(UUID.randomUUID(), "engineer", "", "", targets, entitlements, List.of(), 1));
  }
}
