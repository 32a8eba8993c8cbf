package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Entries.Entry;
import io.tessera.connector.soap.internal.Service.Effect;
import io.tessera.connector.soap.internal.Source.Variable;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Search;
import io.tessera.connector.xml.XmlElement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists accounts page by page: by number, by what the page before said leads on, or, where the
 * service knows no pages, by a part of what it gives at once.
 */
final class Pages {
  private static final Pattern CURSOR =
      Pattern.compile("([0-9]{1,9}):([0-9]{1,5})(?::(.*))?", Pattern.DOTALL);

  private final Service service;
  private final SoapSettings settings;
  private final Entries entries;

  Pages(Service service, SoapSettings settings) {
    this.service = service;
    this.settings = settings;
    this.entries = new Entries(service.contract());
  }

  /**
   * Where a page is.
   *
   * @param before how many came before it
   * @param size of all pages of the listing
   * @param token of the service; null: none
   */
  private record Place(int before, int size, @Nullable String token) {
    /** Its number, from 1. */
    int number() {
      return before / size + 1;
    }

    String cursor() {
      return before + ":" + size + (token == null ? "" : ":" + token);
    }
  }

  Listing search(Search search) throws HttpFailure, InterruptedException {
    Mapping mapping = settings.mapping(search.type());
    Call list =
        mapping
            .list()
            .orElseThrow(
                () ->
                    new HttpFailure(
                        FailureKind.INVALID,
                        "The settings do not say how to list; set "
                            + (search.type() == ObjectType.USER ? "listUsers." : "listGroups.")));
    Place place = place(search);
    XmlElement answer =
        service.call(list, mapping.inputs(list), values(place), null, Effect.QUESTION);
    List<Account> accounts =
        entries.all(mapping, list, answer, null).stream().map(Entry::account).toList();
    return isPaged(list) ? page(list, place, answer, accounts) : part(place, accounts);
  }

  private Place place(Search search) throws HttpFailure {
    Optional<String> cursor = search.cursorIfAny();
    if (cursor.isEmpty()) {
      return new Place(0, Math.min(search.most(), settings.pageSize()), null);
    }
    Matcher parts = CURSOR.matcher(cursor.get());
    if (!parts.matches() || Integer.parseInt(parts.group(2)) < 1) {
      throw new HttpFailure(FailureKind.INVALID, "The cursor is none of ours.");
    }
    return new Place(
        Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), parts.group(3));
  }

  private static boolean isPaged(Call list) {
    return list.reads(Call.NEXT)
        || list.sends(Variable.OFFSET)
        || list.sends(Variable.START)
        || list.sends(Variable.PAGE);
  }

  private static Values values(Place place) {
    Values values =
        Values.none()
            .with(Variable.OFFSET, String.valueOf(place.before()))
            .with(Variable.START, String.valueOf(place.before() + 1))
            .with(Variable.PAGE, String.valueOf(place.number()))
            .with(Variable.LIMIT, String.valueOf(place.size()));
    @Nullable String token = place.token();
    return token == null ? values : values.with(Variable.CURSOR, token);
  }

  private static Listing page(Call list, Place place, XmlElement answer, List<Account> accounts)
      throws HttpFailure {
    // Those without an id are none of the accounts, but the service counts them.
    int given = Entries.count(list, answer);
    // A service may give fewer than asked for; of numbered pages we would not know where we are.
    int reached = place.before() + (list.sends(Variable.PAGE) ? place.size() : given);
    if (list.reads(Call.NEXT)) {
      Optional<Place> next = next(list, answer).map(t -> new Place(reached, place.size(), t));
      if (next.isPresent() && !isOther(list, place, next.get())) {
        throw new HttpFailure(
            FailureKind.CONFIGURATION,
            "The next page is this page again; check $next and $cursor of " + list + ".");
      }
      return new Listing.Page(accounts, next.map(Place::cursor).orElse(null));
    }
    if (given > place.size()) {
      throw new HttpFailure(
          FailureKind.CONFIGURATION,
          "The service gave more than the page it was asked for; check " + list + ".");
    }
    boolean last = given == 0 || reached >= total(list, answer);
    return new Listing.Page(
        accounts, last ? null : new Place(reached, place.size(), null).cursor());
  }

  private static Optional<String> next(Call list, XmlElement answer) {
    return list.where(Call.NEXT)
        .flatMap(path -> path.texts(answer).stream().findFirst())
        .filter(token -> !token.isBlank());
  }

  /** Whether what is sent for one place differs from what is sent for the other. */
  private static boolean isOther(Call list, Place here, Place there) {
    boolean counts = list.sends(Variable.OFFSET) || list.sends(Variable.START);
    return (list.sends(Variable.CURSOR) && !Objects.equals(here.token(), there.token()))
        || (counts && here.before() != there.before())
        || (list.sends(Variable.PAGE) && here.number() != there.number());
  }

  private static int total(Call list, XmlElement answer) {
    return list.where(Call.TOTAL)
        .flatMap(path -> path.texts(answer).stream().findFirst())
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::parseInt)
        .orElse(Integer.MAX_VALUE);
  }

  private static Listing part(Place place, List<Account> all) {
    int from = Math.min(place.before(), all.size());
    int to = Math.min(all.size(), from + place.size());
    return new Listing.Page(
        all.subList(from, to),
        to >= all.size() ? null : new Place(to, place.size(), null).cursor());
  }
}
