package io.tessera.provisioning.internal.selection;

import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.store.spi.Change;
import java.util.Set;
import java.util.UUID;

/**
 * Why the targets of a user or group are chosen now.
 *
 * @param kind what is done to it
 * @param serviceProvider who causes it
 * @param outbound where that service provider may have accounts made
 * @param written whether somebody writes it; false when it is only looked at again
 * @param changed whether it is not what it was
 * @param asked targets where an account is asked for by name
 * @param resend whether accounts at those targets get everything again
 * @param signIn whether it is brought by a federated sign-in
 */
public record Occasion(
    Change.Kind kind,
    String serviceProvider,
    Outbound outbound,
    boolean written,
    boolean changed,
    Set<UUID> asked,
    boolean resend,
    boolean signIn) {
  public Occasion {
    asked = Set.copyOf(asked);
  }

  /** Somebody writes it. */
  public static Occasion write(Change.Kind kind, String serviceProvider, Outbound outbound) {
    return new Occasion(kind, serviceProvider, outbound, true, true, Set.of(), false, false);
  }

  /** The same, brought by a federated sign-in. */
  public Occasion bySignIn() {
    return new Occasion(kind, serviceProvider, outbound, written, changed, asked, resend, true);
  }

  /** It is looked at again. */
  public static Occasion review(
      String serviceProvider, Outbound outbound, boolean changed, Set<UUID> asked, boolean resend) {
    return new Occasion(
        Change.Kind.UPDATE, serviceProvider, outbound, false, changed, asked, resend, false);
  }
}
