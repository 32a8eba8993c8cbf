package io.tessera.federation.internal;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.Outcome;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the operator why somebody was not let in, and the person what they may know of it. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final int FORBIDDEN = 403;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;

  private final FederatedSignIn signIn;

  Refusals(FederatedSignIn signIn) {
    this.signIn = signIn;
  }

  /** The protocol says no, before anybody has arrived. */
  TurnedAwayException of(
      RefusedSignInException refused, IdentityProvider provider, String causality) {
    note(refused, provider, causality);
    return switch (refused.fault()) {
      case DENIED -> new TurnedAwayException(FORBIDDEN, "denied", provider.displayName());
      case INVALID -> new TurnedAwayException(FORBIDDEN, "invalid", provider.displayName());
      case UNREACHABLE ->
          new TurnedAwayException(BAD_GATEWAY, "unreachable", provider.displayName());
      case CONFIGURATION ->
          new TurnedAwayException(UNAVAILABLE, "configuration", provider.displayName());
    };
  }

  /** For log and trace. */
  void note(RefusedSignInException refused, IdentityProvider provider, String causality) {
    Level level = isOurs(refused.fault()) ? Level.WARN : Level.INFO;
    LOG.atLevel(level)
        .log("{}: sign-in at {} refused: {}", causality, provider.name(), refused.getMessage());
    signIn.refused(provider, String.valueOf(refused.getMessage()), causality);
  }

  /** Whether the operator has to do something about it. */
  private static boolean isOurs(RefusedSignInException.Fault fault) {
    return switch (fault) {
      case DENIED, INVALID -> false;
      case UNREACHABLE, CONFIGURATION -> true;
    };
  }

  /** The account is not for them; the reason is in trace and log already, by who decided. */
  static TurnedAwayException of(Outcome.Refused refused, IdentityProvider provider) {
    String why = "account." + refused.why().name().toLowerCase(Locale.ROOT).replace('_', '-');
    int status = refused.why() == Outcome.Why.TARGET ? UNAVAILABLE : FORBIDDEN;
    return new TurnedAwayException(status, why, provider.displayName());
  }
}
