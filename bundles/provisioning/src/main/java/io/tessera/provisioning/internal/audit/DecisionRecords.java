package io.tessera.provisioning.internal.audit;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.DecisionJournal;
import io.tessera.provisioning.internal.Records;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Store;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes decisions down that others carry out. */
@Component(service = DecisionJournal.class)
public final class DecisionRecords implements DecisionJournal {
  private final Store store;

  @Activate
  public DecisionRecords(@Reference(name = "store") Store store) {
    this.store = store;
  }

  @Override
  public void record(Caller caller, String object, String id, String name, String action) {
    UUID known =
        ResourceId.parse(id)
            .map(ResourceId::value)
            .orElseGet(
                () -> UUID.nameUUIDFromBytes((object + "/" + id).getBytes(StandardCharsets.UTF_8)));
    Deed deed = Records.decided(caller, object, known, Records.facts(action, name).build());
    store.write(
        tx -> {
          tx.record(deed);
          return Boolean.TRUE;
        });
  }
}
