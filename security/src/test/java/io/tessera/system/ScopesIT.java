package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * T1, T3: of each permission there is a caller who has all the others, and one who has it alone.
 */
@ExtendWith(AttackedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopesIT {
  /** No scopes: everybody who signs in has them, or nobody needs them. */
  private static final Set<String> NO_SCOPES = Set.of("anybody", "signed-in");

  /** What no service provider is given; one that has all else is refused there too. */
  private static final String FOR_PEOPLE = "administrators.write";

  /** What comes with another. */
  private static final Map<String, String> COMES_WITH =
      Map.of(
          "targets.read", "config.read",
          "locks.read", "config.read",
          "targets.write", "config.write",
          "locks.lift", "config.write");

  private final TesseraServer tessera;
  private final RawHttp http;
  private final Map<String, String> withoutIt = new HashMap<>();
  private final Map<String, String> withItAlone = new HashMap<>();
  private List<Route> routes = List.of();

  ScopesIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = new RawHttp(tessera.uri(""));
  }

  @BeforeAll
  void createCallers() throws IOException {
    routes = Route.all(tessera.http());
    Set<String> scopes = new TreeSet<>();
    routes.forEach(route -> scopes.addAll(permissions(route)));
    scopes.removeAll(NO_SCOPES);
    scopes.remove(FOR_PEOPLE);
    withoutIt.put(FOR_PEOPLE, caller(scopes));
    for (String scope : scopes) {
      Set<String> others = new TreeSet<>(scopes);
      others.remove(scope);
      others.remove(COMES_WITH.getOrDefault(scope, scope));
      withoutIt.put(scope, caller(others));
      withItAlone.put(scope, caller(Set.of(scope)));
    }
  }

  private static List<String> permissions(Route route) {
    return Arrays.asList(route.permission().split(" and ", -1));
  }

  /** A new service provider's credentials, as a header has them. */
  private String caller(Set<String> scopes) throws IOException {
    ObjectNode provider = Http.JSON.createObjectNode();
    provider.put("name", Requests.unique("scoped"));
    scopes.forEach(provider.putArray("scopes")::add);
    String id =
        tessera.http().post("/api/v1/service-providers", provider.toString()).successful().id();
    String secret =
        tessera
            .http()
            .post("/api/v1/service-providers/" + id + "/secrets", "{}")
            .successful()
            .json()
            .path("secret")
            .asText();
    return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
  }

  @Test
  void all_other_scopes_do_not_open_a_route() throws Exception {
    for (Route route : routes) {
      for (String needed : permissions(route)) {
        if (!NO_SCOPES.contains(needed)) {
          RawHttp.Answer answer = route.send(http, withoutIt.get(needed));
          assertThat(answer.status())
              .as(route + " without " + needed + ": " + answer)
              .isEqualTo(403);
          assertThat(answer.body()).as(route + " without " + needed).contains(needed);
        }
      }
    }
  }

  @Test
  void the_scope_alone_opens_a_route_that_needs_no_other() throws Exception {
    for (Route route : routes) {
      List<String> needed = permissions(route);
      if (needed.size() == 1 && withItAlone.containsKey(needed.get(0))) {
        RawHttp.Answer answer = route.send(http, withItAlone.get(needed.get(0)));
        assertThat(answer.status()).as(route + ": " + answer).isNotIn(0, 401, 403, 500, 503);
      }
    }
  }
}
