package io.tessera.provisioning.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Entry;
import io.tessera.provisioning.api.admin.ServiceProvider.Mode;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.store.spi.Configurations.Item;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServiceProviderDocumentTest {
  private static ServiceProvider provider(Outbound outbound) {
    return new ServiceProvider(
        UUID.randomUUID(),
        "hr-feed",
        "",
        true,
        "PRIMARY",
        Set.of(),
        true,
        List.of(),
        Set.of(),
        Set.of(),
        outbound,
        1);
  }

  @Test
  void the_outbound_list_is_read_as_it_was_written() {
    Outbound outbound =
        new Outbound(
            Mode.PROVISION_ONLY,
            List.of(
                Entry.of("mail"),
                new Entry("directory", DeliverySettings.Mode.BLOCKING, false, false)));

    Item item = ServiceProviderDocument.item(new RegisteredProvider(provider(outbound), List.of()));

    assertThat(ServiceProviderDocument.read(item).provider().outbound()).isEqualTo(outbound);
  }

  @Test
  void targets_that_were_stored_by_their_names_alone_are_as_the_targets_say() {
    Attributes stored =
        Attributes.builder()
            .put("mode", "PERSIST_AND_PROVISION")
            .put("targets", Value.many(List.of(Value.text("mail"))))
            .build();

    Outbound outbound =
        ServiceProviderDocument.read(
                new Item(ServiceProviderDocument.KIND, UUID.randomUUID(), "old", 1, stored))
            .provider()
            .outbound();

    assertThat(outbound).isEqualTo(Outbound.to(Mode.PERSIST_AND_PROVISION, List.of("mail")));
  }

  @Test
  void a_renamed_target_keeps_what_is_said_about_it() {
    Entry said = new Entry("mail", DeliverySettings.Mode.REQUIRE, false, true);

    assertThat(
            new Outbound(Mode.PERSIST_AND_PROVISION, List.of(said, Entry.of("other")))
                .renamed("mail", "post")
                .entries())
        .containsExactly(
            new Entry("post", DeliverySettings.Mode.REQUIRE, false, true), Entry.of("other"));
  }
}
