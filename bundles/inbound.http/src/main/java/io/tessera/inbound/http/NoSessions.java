package io.tessera.inbound.http;

import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.Sender;
import java.util.Optional;

/** Where nobody signs in with a browser. */
final class NoSessions implements AdministratorSessions {
  @Override
  public Session open(String administrator, Sender sender) {
    throw new IllegalStateException("Nobody signs in with a browser here");
  }

  @Override
  public Optional<Session> find(String id) {
    return Optional.empty();
  }

  @Override
  public Optional<Session> use(String id) {
    return Optional.empty();
  }

  @Override
  public void close(String id, Sender sender) {}
}
