package io.tessera.inbound.kit;

import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.Sender;
import java.util.Optional;

/** Nobody signs in with a browser. */
public final class NoSessions implements AdministratorSessions {
  @Override
  public Session open(String administrator, Sender sender) {
    throw new UnsupportedOperationException();
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
