package io.tessera.provisioning.internal.delivery;

import io.tessera.store.spi.Lane.Queued;
import java.util.Optional;

/** Passwords whose seal is a word in front of them. */
final class FakePasswords implements OutboundPassword.Source {
  static String sealed(String clear) {
    return "sealed " + clear;
  }

  @Override
  public String open(Queued queued, String sealed) {
    return sealed.substring("sealed ".length());
  }

  @Override
  public Optional<String> ofNewAccounts() {
    return Optional.of("Welcome-1234");
  }
}
