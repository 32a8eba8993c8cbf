package io.tessera.provisioning.internal.administration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.NOT_FOUND;

import io.tessera.crypto.KeyRing;
import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.SecretKeys;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.SecretResolver;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of the keys that encrypt stored secrets. */
@Component(service = SecretKeys.class)
public final class SecretKeyAdministration implements SecretKeys {
  private static final Logger LOG = LoggerFactory.getLogger(SecretKeyAdministration.class);

  private final Store store;
  private final SecretBox box;
  private final KeyRing ring;

  @Activate
  public SecretKeyAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "box") SecretBox box,
      @Reference(name = "ring") KeyRing ring) {
    this.store = store;
    this.box = box;
    this.ring = ring;
  }

  @Override
  public List<SecretKey> list() {
    Map<String, Long> used =
        store.<Map<String, byte[]>>read(tx -> tx.configurations().secrets()).values().stream()
            .collect(Collectors.groupingBy(ring::keyOf, Collectors.counting()));
    List<SecretKey> keys = new ArrayList<>();
    for (String id : ring.keys()) {
      keys.add(new SecretKey(id, id.equals(ring.sealing()), used.getOrDefault(id, 0L).intValue()));
    }
    Collections.reverse(keys);
    return List.copyOf(keys);
  }

  @Override
  public SecretKey add(Caller caller) {
    String id = ring.newId();
    record(caller, "added", id);
    ring.add(id);
    LOG.info("{} made the key {} for secrets", caller.actor(), id);
    return new SecretKey(id, false, 0);
  }

  @Override
  public int use(Caller caller, String id) {
    requirePresent(id);
    record(caller, "used", id);
    ring.sealWith(id);
    int sealed = store.<Integer>write(tx -> sealAgain(tx.configurations(), id));
    LOG.info(
        "{} made {} the key that encrypts; {} secrets were encrypted anew",
        caller.actor(),
        id,
        sealed);
    return sealed;
  }

  /** Before it is done: a key is a file, which knows nothing of transactions. */
  private void record(Caller caller, String action, String key) {
    Deed deed =
        Records.configured(
            caller,
            "secret-key",
            UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
            Records.facts(action, key).build());
    store.write(
        tx -> {
          tx.record(deed);
          return Boolean.TRUE;
        });
  }

  private int sealAgain(Configurations configurations, String id) {
    configurations.lock();
    int sealed = 0;
    for (Map.Entry<String, byte[]> secret : configurations.secrets().entrySet()) {
      if (!ring.keyOf(secret.getValue()).equals(id)) {
        String context = SecretResolver.context(secret.getKey());
        configurations.putSecret(
            secret.getKey(), box.seal(readable(secret.getValue(), context), context));
        sealed++;
      }
    }
    return sealed;
  }

  private byte[] readable(byte[] sealed, String context) {
    try {
      return box.open(sealed, context);
    } catch (SecretUnreadableException unreadable) {
      throw RejectedException.of(
          CONFLICT,
          unreadable.getMessage()
              + ". Put the key back into keys/master.key, or set the secret again; nothing was"
              + " encrypted anew.");
    }
  }

  @Override
  public void remove(Caller caller, String id) {
    SecretKey present = requirePresent(id);
    if (present.encrypts()) {
      throw RejectedException.of(CONFLICT, "The key " + id + " encrypts; use another one first.");
    }
    if (present.secrets() > 0) {
      throw RejectedException.of(
          CONFLICT,
          present.secrets() + " stored secrets need the key " + id + "; use another one first.");
    }
    long carried = store.<Long>read(tx -> tx.passed().sealedWith(id));
    if (carried > 0) {
      throw RejectedException.of(
          CONFLICT,
          carried
              + " operations on their way to targets need the key "
              + id
              + "; wait for them, or discard them first.");
    }
    record(caller, "removed", id);
    ring.remove(id);
    LOG.info("{} removed the key {}", caller.actor(), id);
  }

  private SecretKey requirePresent(String id) {
    return list().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> RejectedException.of(NOT_FOUND, "There is no key " + id + "."));
  }
}
