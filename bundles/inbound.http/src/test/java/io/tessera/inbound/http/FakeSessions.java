package io.tessera.inbound.http;

import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.Administrators.Credential;
import io.tessera.provisioning.api.Sender;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions in memory, as long as the administrator may sign in. */
final class FakeSessions implements AdministratorSessions {
  final AtomicInteger used = new AtomicInteger();
  private final FakeAdministrators administrators;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  FakeSessions(FakeAdministrators administrators) {
    this.administrators = administrators;
  }

  @Override
  public Session open(String administrator, Sender sender) {
    String id = UUID.randomUUID().toString();
    names.put(id, administrator);
    return find(id).orElseThrow();
  }

  @Override
  public Optional<Session> find(String id) {
    return Optional.ofNullable(names.get(id))
        .flatMap(administrators::credential)
        .filter(Credential::enabled)
        .map(found -> new Session(id, "csrf of " + id, found, Instant.MAX));
  }

  @Override
  public Optional<Session> use(String id) {
    used.incrementAndGet();
    return find(id);
  }

  @Override
  public void close(String id, Sender sender) {
    names.remove(id);
  }
}
