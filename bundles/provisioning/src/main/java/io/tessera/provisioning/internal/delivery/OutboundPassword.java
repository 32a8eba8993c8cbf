package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.DeliverySettings.Passwords;
import io.tessera.provisioning.internal.policymap.UncomputableException;
import io.tessera.store.spi.Lane.Queued;
import io.tessera.store.spi.LaneKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The password that goes to an account with a step, if any does. */
final class OutboundPassword {
  private static final String NOT_SHOWN = "(not shown)";

  private final Route route;
  private final Step step;
  private final boolean ofUser;
  private @Nullable String opened;

  OutboundPassword(Route route, LaneKey lane, Step step) {
    this.route = route;
    this.step = step;
    this.ofUser = lane.type() == ResourceType.USER;
  }

  /** Where passwords of targets are. */
  interface Source {
    /**
     * @throws io.tessera.crypto.SecretUnreadableException its key is not there any more
     */
    String open(Queued queued, String sealed);

    /** What new accounts of the target get. */
    Optional<String> ofNewAccounts();
  }

  /** Whether one goes with what is done now. */
  boolean goesWith(Action action) {
    if (!ofUser || action == Action.DELETE) {
      return false;
    }
    return switch (route.settings().passwords()) {
      case NEVER -> false;
      case DEFAULT -> action == Action.CREATE;
      case PASS_THROUGH -> carrier().isPresent();
    };
  }

  /**
   * The attributes with the password among them.
   *
   * @throws UncomputableException when there is none, or the connector takes none
   */
  TargetAttributes in(TargetAttributes account, Action action) {
    if (!goesWith(action)) {
      return account;
    }
    String attribute =
        route
            .connector()
            .passwordAttribute(route.settings())
            .orElseThrow(
                () ->
                    new UncomputableException(
                        "delivery.passwords", "this connector takes no passwords; set never"));
    Map<String, List<String>> all = new LinkedHashMap<>(account.asMap());
    all.put(attribute, List.of(clear()));
    return TargetAttributes.of(all);
  }

  /** What a target said, without the password that it may have repeated. */
  String without(String detail) {
    return opened == null ? detail : detail.replace(opened, NOT_SHOWN);
  }

  /** The name under which it may not be shown. */
  boolean isAttribute(String name) {
    return opened != null
        && route
            .connector()
            .passwordAttribute(route.settings())
            .filter(name::equalsIgnoreCase)
            .isPresent();
  }

  private String clear() {
    if (opened == null) {
      opened =
          route.settings().passwords() == Passwords.DEFAULT
              ? route
                  .passwords()
                  .ofNewAccounts()
                  .orElseThrow(
                      () ->
                          new UncomputableException(
                              "delivery.passwords", "the default password is not set"))
              : carrier()
                  .map(c -> route.passwords().open(c, String.valueOf(c.sealedPassword())))
                  .orElseThrow();
    }
    return opened;
  }

  /** The newest operation of the step that carries one. */
  private Optional<Queued> carrier() {
    return step.queue().stream()
        .filter(queued -> queued.sealedPassword() != null)
        .reduce((earlier, later) -> later);
  }
}
