package io.tessera.federation.internal;

import java.time.Duration;
import java.util.Optional;

/**
 * What browsers keep for us: which browser it is while somebody signs in, and the session. For this
 * host alone, never for scripts, never with requests that other sites make but going to an address.
 */
final class Cookies {
  /** Browsers take the prefix over TLS only, and then from nobody but this very host. */
  private static final String PREFIX = "__Host-";

  private static final String BROWSER = "tessera-browser";
  private static final String SESSION = "tessera-session";
  private static final Duration BROWSER_LIFE = Duration.ofHours(1);

  /** Which browser it is; empty when we do not know it yet. */
  Optional<String> browser(Visit visit) {
    return read(BROWSER, visit);
  }

  Optional<String> session(Visit visit) {
    return read(SESSION, visit);
  }

  Reply keepBrowser(String id, Visit visit, Reply reply) {
    return keep(BROWSER, id, BROWSER_LIFE, visit, reply);
  }

  Reply keepSession(String id, Duration life, Visit visit, Reply reply) {
    return keep(SESSION, id, life, visit, reply);
  }

  Reply dropSession(Visit visit, Reply reply) {
    return keep(SESSION, "", Duration.ZERO, visit, reply);
  }

  private static Optional<String> read(String name, Visit visit) {
    return visit.cookie(called(name, visit)).filter(RandomTexts::isOne);
  }

  private static Reply keep(String name, String value, Duration life, Visit visit, Reply reply) {
    return reply.with(
        "Set-Cookie",
        called(name, visit)
            + "="
            + value
            + "; Path=/; Max-Age="
            + life.toSeconds()
            + "; HttpOnly; SameSite=Lax"
            + (visit.isSecure() ? "; Secure" : ""));
  }

  private static String called(String name, Visit visit) {
    return visit.isSecure() ? PREFIX + name : name;
  }
}
