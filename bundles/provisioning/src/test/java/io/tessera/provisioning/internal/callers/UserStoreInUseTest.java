package io.tessera.provisioning.internal.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.UserStoreAdministration;
import io.tessera.store.spi.Configurations.Item;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserStoreInUseTest {
  private final MemoryStore store = new MemoryStore();
  private final LiveConfiguration configuration =
      new LiveConfiguration(store, new CelExpressionEngine());
  private final UserStoreAdministration stores = new UserStoreAdministration(store, configuration);

  @Test
  void a_user_store_that_a_service_provider_works_in_is_not_deleted() {
    Caller admin = Caller.internal("admin", "test");
    UserStore sales = stores.create(admin, new UserStore.Draft("SALES", ""));
    Attributes crm = Attributes.builder().put("userStore", "SALES").build();
    store.documents.put(
        new Item("service-provider", UUID.randomUUID(), "crm", 1, crm), Records.server("admin"));

    Problem refused =
        catchThrowableOfType(
                RejectedException.class, () -> stores.delete(admin, sales.id(), sales.version()))
            .first();

    assertThat(refused.kind()).isEqualTo(Problem.Kind.CONFLICT);
    assertThat(refused.detail()).contains("crm");
  }

  @Test
  void a_user_store_that_sign_ins_make_accounts_in_is_not_deleted() {
    Caller admin = Caller.internal("admin", "test");
    UserStore sales = stores.create(admin, new UserStore.Draft("SALES", ""));
    Attributes signIn =
        Attributes.builder()
            .put("protocol", "OIDC")
            .put("jit", Value.complex(Attributes.builder().put("userStore", "SALES").build()))
            .build();
    Attributes corp = Attributes.builder().put("signIn", Value.complex(signIn)).build();
    store.documents.put(
        new Item("identity-provider", UUID.randomUUID(), "corp", 1, corp), Records.server("admin"));

    assertThat(
            catchThrowableOfType(
                    RejectedException.class,
                    () -> stores.delete(admin, sales.id(), sales.version()))
                .first()
                .detail())
        .contains("corp");
  }
}
