package io.tessera.connector.rest.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Search;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists users and groups in the pages the service has: by number, by offset, by a cursor, by the
 * URL of the next page in the answer or in its {@code Link} header (RFC 8288).
 */
final class Roster {
  private static final Pattern NEXT =
      Pattern.compile(
          "<([^>]*)>(?:\\s*;\\s*[^,;]+)*?\\s*;\\s*rel=\"?(?:[^\",;]*\\s)?next(?=[\\s\",;]|$)");

  private final Service service;
  private final RestSettings settings;

  Roster(Service service, RestSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  Listing search(Search search) throws TargetFailure, InterruptedException {
    Shape shape = settings.shape(search.type());
    Action action = action(search.type());
    PageCursor.Way way = PageCursor.Way.of(action);
    PageCursor at =
        search.cursorIfAny().isPresent()
            ? PageCursor.of(way, search.cursorIfAny().get())
            : PageCursor.first(
                way, Math.min(search.most(), settings.pageSize()), settings.firstPage());
    Exchange answer = ask(action, at);
    if (Finder.saysGone(answer) && at.isBeyondFirst(settings.firstPage())) {
      // Some services have no page behind the last one.
      return new Listing.Page(List.of(), null);
    }
    if (!action.isSuccess(answer.status())) {
      throw settings.kinds().failure(answer);
    }
    return page(shape, at, answer, search.most());
  }

  private Action action(ObjectType type) throws TargetFailure {
    String property = type == ObjectType.USER ? "listUsers" : "listGroups";
    return Optional.ofNullable(settings.actions().get(property))
        .orElseThrow(
            () ->
                new TargetFailure(
                    FailureKind.CONFIGURATION, "There is no call to list them; set " + property));
  }

  private Exchange ask(Action action, PageCursor at) throws TargetFailure, InterruptedException {
    if (at.way() == PageCursor.Way.URL && !at.value().isEmpty()) {
      return service.follow(own(at.value()));
    }
    Values values = new Values().with("limit", String.valueOf(at.limit()));
    if (!at.value().isEmpty()) {
      values.with(at.way().name().toLowerCase(java.util.Locale.ROOT), at.value());
    }
    return service.call(action, values, Optional.empty(), Map.of());
  }

  /** Credentials go to the service that they are for, and to no other. */
  private URI own(String url) throws TargetFailure {
    try {
      URI base = URI.create(settings.base() + "/");
      URI next = base.resolve(url);
      boolean same =
          base.getScheme().equalsIgnoreCase(String.valueOf(next.getScheme()))
              && base.getRawAuthority().equalsIgnoreCase(String.valueOf(next.getRawAuthority()));
      if (same) {
        return next;
      }
    } catch (IllegalArgumentException malformed) {
      throw foreign();
    }
    throw foreign();
  }

  private static TargetFailure foreign() {
    return new TargetFailure(
        FailureKind.INVALID, "The URL of the next page is none of this service.");
  }

  private Listing page(Shape shape, PageCursor at, Exchange answer, int most) throws TargetFailure {
    Json body = Service.body(answer);
    if (!(shape.list().in(body).orElse(Json.NULL) instanceof Json.Array array)) {
      throw Service.nonsense(answer, "there is no array at \"" + shape.list() + "\"");
    }
    int from = Math.min(at.skip(), array.values().size());
    int to = Math.min(array.values().size(), from + most);
    List<Account> accounts = new ArrayList<>();
    for (Json one : array.values().subList(from, to)) {
      accounts.add(account(shape, one, answer));
    }
    @Nullable PageCursor next =
        to < array.values().size()
            ? at.skipping(to)
            : next(at, array.values().size(), body, answer);
    return new Listing.Page(accounts, next == null ? null : next.written());
  }

  private static Account account(Shape shape, Json one, Exchange answer) throws TargetFailure {
    return new Account(
        shape.idIn(one).orElseThrow(() -> Service.nonsense(answer, "one has no " + shape.id())),
        shape.read(one),
        shape.activity(one),
        null);
  }

  private @Nullable PageCursor next(PageCursor at, int count, Json body, Exchange answer)
      throws TargetFailure {
    if (at.way() == PageCursor.Way.PAGE || at.way() == PageCursor.Way.OFFSET) {
      // A service may give less than it is asked for: only an empty page is the end.
      return count == 0 ? null : at.advanced(at.way() == PageCursor.Way.PAGE ? 1 : count);
    }
    boolean named = !settings.nextPage().steps().isEmpty();
    Optional<String> next =
        named
            ? settings.nextPage().textIn(body)
            : answer.headers().allValues("Link").stream()
                .flatMap(l -> link(l).stream())
                .findFirst();
    if (next.filter(n -> !n.isEmpty()).isEmpty()) {
      return null;
    }
    String to = at.way() == PageCursor.Way.URL ? own(next.get()).toString() : next.get();
    if (to.equals(at.value())) {
      throw Service.nonsense(answer, "the next page is this page again");
    }
    return at.to(to);
  }

  static Optional<String> link(String header) {
    Matcher next = NEXT.matcher(header);
    return next.find() ? Optional.of(next.group(1)) : Optional.empty();
  }
}
