package io.tessera.provisioning.internal.administration;

import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.model.Names;
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.store.spi.Resources;
import io.tessera.store.spi.Store;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How identities sign in, read from the store. */
@Component(service = {IdentityCredentials.class, MeterSource.class})
public final class IdentitySignIn implements IdentityCredentials, MeterSource {
  private final ShortMemory<Key, Optional<Credential>> memory;

  private record Key(String domain, String foldedName) {}

  @Activate
  public IdentitySignIn(@Reference(name = "store") Store store) {
    this.memory =
        new ShortMemory<>(
            "identities",
            key ->
                store
                    .<Optional<Resources.Credential>>read(
                        tx -> tx.resources().credential(key.domain(), key.foldedName()))
                    .map(IdentitySignIn::credential));
  }

  @Override
  public Optional<Credential> credential(String domain, String userName) {
    return memory.get(new Key(domain, Names.fold(userName)));
  }

  @Override
  public Optional<Credential> present(String domain, String userName) {
    return memory.refresh(new Key(domain, Names.fold(userName)));
  }

  private static Credential credential(Resources.Credential kept) {
    return new Credential(kept.id(), kept.version(), kept.active(), kept.passwordHash());
  }

  @Override
  public void tell(Readings readings) {
    memory.figures().tell(readings);
  }
}
