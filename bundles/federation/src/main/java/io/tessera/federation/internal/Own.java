package io.tessera.federation.internal;

import io.tessera.federation.spi.Departure;
import io.tessera.provisioning.api.admin.IdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** People's own page, and the way out. */
final class Own {
  private final Sessions sessions;
  private final People people;
  private final Departing departing;
  private final Pages pages;

  Own(Sessions sessions, People people, Departing departing, Pages pages) {
    this.sessions = sessions;
    this.people = people;
    this.departing = departing;
    this.pages = pages;
  }

  Reply page(Visit visit) {
    Optional<Sessions.Live> live = sessions.of(visit);
    if (live.isEmpty()) {
      return sessions.drop(visit, Reply.to(Addresses.DOOR));
    }
    return Reply.page(200, pages.me(live.get(), people.accounts(live.get().session().identity())));
  }

  /** Ends the session, if the form is of the page we made for it. */
  Reply signOut(Visit visit) throws TurnedAwayException, IOException {
    String key = visit.form().get("key").orElse("");
    Optional<Sessions.Live> live = sessions.of(visit);
    if (live.isEmpty()) {
      return sessions.drop(visit, Reply.page(200, pages.signedOut(Optional.empty())));
    }
    if (!RandomTexts.same(key, live.get().session().formKey())) {
      throw new TurnedAwayException(403, "over");
    }
    sessions.end(visit);
    Optional<String> there = there(live.get(), visit);
    return sessions.drop(visit, Reply.page(200, pages.signedOut(there)));
  }

  private Optional<String> there(Sessions.Live live, Visit visit) throws TurnedAwayException {
    IdentityProvider provider = live.provider();
    return departing
        .protocol(provider)
        .signOut(
            departing.party(provider, visit),
            live.session().assertion(),
            URI.create(visit.origin() + Addresses.DOOR))
        .map(Departure::address)
        .filter(address -> String.valueOf(address.getScheme()).matches("https?"))
        .map(URI::toString);
  }
}
