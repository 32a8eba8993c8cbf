package io.tessera.federation.internal;

import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import java.io.IOException;
import java.util.Optional;

/** Finds out at which identity provider somebody wants to sign in. */
final class Choosing {
  private static final int MAX_ADDRESS = 320;

  private final FederatedSignIn signIn;
  private final Sessions sessions;
  private final Pages pages;

  Choosing(FederatedSignIn signIn, Sessions sessions, Pages pages) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.pages = pages;
  }

  /** By home realm id, or from a page. Whoever is signed in is sent to their own. */
  Reply asked(Visit visit) throws TurnedAwayException {
    Parameters query = visit.query();
    Optional<String> onward = query.get("onward").filter(RandomTexts::isOne);
    Optional<String> realm = query.get("hrd");
    if (realm.isPresent()) {
      IdentityProvider meant =
          signIn.meant(realm.get()).orElseThrow(() -> new TurnedAwayException(404, "no-provider"));
      return Reply.to(Addresses.departure(meant, onward));
    }
    if (onward.isEmpty() && sessions.of(visit).isPresent()) {
      return Reply.to(Addresses.DOOR + Addresses.ME);
    }
    return page(onward);
  }

  /** By the domain of an e-mail address, which came in a form and stands in no log. */
  Reply typed(Visit visit) throws TurnedAwayException, IOException {
    Parameters form = visit.form();
    Optional<String> onward = form.get("onward").filter(RandomTexts::isOne);
    Optional<IdentityProvider> meant =
        form.get("email").flatMap(Choosing::domain).flatMap(signIn::meant);
    return meant
        .map(provider -> Reply.page(200, pages.onward(Addresses.departure(provider, onward))))
        .orElseGet(
            () ->
                Reply.page(
                    400,
                    pages.choices(signIn.choices(), onward, Optional.of("choose.email.unknown"))));
  }

  /**
   * The page with the choices.
   *
   * @param onward key of what a service provider asked for
   */
  Reply page(Optional<String> onward) {
    return Reply.page(200, pages.choices(signIn.choices(), onward, Optional.empty()));
  }

  /** What stands behind the last at-sign. */
  static Optional<String> domain(String address) {
    int at = address.lastIndexOf('@');
    return at < 1 || at == address.length() - 1 || address.length() > MAX_ADDRESS
        ? Optional.empty()
        : Optional.of(address.substring(at + 1).strip());
  }
}
