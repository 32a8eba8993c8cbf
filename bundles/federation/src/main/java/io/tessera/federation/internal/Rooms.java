package io.tessera.federation.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is behind the door, by path. */
final class Rooms {
  /** One thing a browser can ask for. */
  record Route(String method, String path) {}

  static final List<Route> ROUTES =
      List.of(
          new Route("GET", ""),
          new Route("POST", ""),
          new Route("POST", Addresses.ANSWERS),
          new Route("GET", Addresses.AUTHORIZE),
          new Route("POST", Addresses.AUTHORIZE),
          new Route("GET", Addresses.ME),
          new Route("GET", Addresses.RETURN),
          new Route("POST", Addresses.SIGN_OUT),
          new Route("GET", Addresses.STYLE),
          new Route("GET", "/{idp}"),
          new Route("GET", "/{idp}" + Addresses.CALLBACK),
          new Route("POST", "/{idp}" + Addresses.CALLBACK),
          new Route("GET", "/{idp}" + Addresses.METADATA));

  private static final Pattern PROVIDER =
      Pattern.compile("/([a-z0-9-]{1,64})(/callback|/metadata)?");

  private final Choosing choosing;
  private final Departing departing;
  private final Returning returning;
  private final Arriving arriving;
  private final Own own;
  private final Authorizing authorizing;
  private final Style style = new Style();

  Rooms(
      Choosing choosing,
      Departing departing,
      Returning returning,
      Arriving arriving,
      Own own,
      Authorizing authorizing) {
    this.choosing = choosing;
    this.departing = departing;
    this.returning = returning;
    this.arriving = arriving;
    this.own = own;
    this.authorizing = authorizing;
  }

  Reply reply(Visit visit) throws TurnedAwayException, IOException {
    String path = visit.path();
    requireMethod(path, visit);
    if (path.equals(Addresses.STYLE)) {
      return style.sheet();
    }
    if (!visit.isPrivate()) {
      throw new TurnedAwayException(400, "insecure");
    }
    return switch (path) {
      case "" -> visit.isPost() ? choosing.typed(visit) : choosing.asked(visit);
      case Addresses.ANSWERS -> arriving.answered(visit);
      case Addresses.AUTHORIZE -> authorizing.asked(visit);
      case Addresses.ME -> own.page(visit);
      case Addresses.RETURN -> returning.withTicket(visit);
      case Addresses.SIGN_OUT -> own.signOut(visit);
      default -> ofProvider(path, visit);
    };
  }

  private static void requireMethod(String path, Visit visit) throws TurnedAwayException {
    Matcher provider = PROVIDER.matcher(path);
    String pattern = path;
    boolean own = ROUTES.stream().anyMatch(route -> route.path().equals(path));
    if (!own && provider.matches()) {
      pattern = "/{idp}" + Optional.ofNullable(provider.group(2)).orElse("");
    }
    String route = pattern;
    List<Route> routes = ROUTES.stream().filter(r -> r.path().equals(route)).toList();
    if (routes.isEmpty()) {
      throw new TurnedAwayException(404, "missing");
    }
    String method = visit.isPost() ? "POST" : visit.isGet() ? "GET" : "";
    if (routes.stream().noneMatch(r -> r.method().equals(method))) {
      throw new TurnedAwayException(405, "method");
    }
  }

  private Reply ofProvider(String path, Visit visit) throws TurnedAwayException, IOException {
    Matcher matcher = PROVIDER.matcher(path);
    if (!matcher.matches()) {
      throw new TurnedAwayException(404, "missing");
    }
    String name = matcher.group(1);
    String room = Optional.ofNullable(matcher.group(2)).orElse("");
    return switch (room) {
      case Addresses.CALLBACK -> returning.from(name, visit);
      case Addresses.METADATA -> metadata(name, visit);
      default -> departing.to(name, visit);
    };
  }

  private Reply metadata(String name, Visit visit) throws TurnedAwayException {
    var provider = departing.provider(name);
    return departing
        .protocol(provider)
        .metadata(departing.party(provider, visit))
        .map(xml -> Reply.document("application/samlmetadata+xml", xml))
        .orElseThrow(() -> new TurnedAwayException(404, "missing"));
  }
}
