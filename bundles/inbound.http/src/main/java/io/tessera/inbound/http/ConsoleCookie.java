package io.tessera.inbound.http;

import io.tessera.provisioning.api.AdministratorSessions.Session;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of an administrator who is signed in with a browser, and what a request has to show
 * besides: pages of others can make a browser send the cookie, but do not know the rest.
 */
final class ConsoleCookie {
  /** Says that a program in a browser asks; of a session, its own value where it changes things. */
  static final String CSRF = "X-Tessera-Csrf";

  private static final String NAME = "__Host-tessera-session";
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
  private static final Set<String> SAFE = Set.of("GET", "HEAD");
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private ConsoleCookie() {}

  /** The id a request brings; empty when it brings none, or more than one. */
  static Optional<String> of(HttpServletRequest request) {
    Cookie @Nullable [] cookies = request.getCookies();
    List<String> ids =
        cookies == null
            ? List.of()
            : Arrays.stream(cookies)
                .filter(cookie -> NAME.equals(cookie.getName()))
                .map(Cookie::getValue)
                .toList();
    return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
  }

  /** Whether a request is from a page that the session belongs to, or changes nothing. */
  static boolean isMeant(HttpServletRequest request, Session session) {
    if (SAFE.contains(request.getMethod())) {
      return true;
    }
    String shown = request.getHeader(CSRF);
    return shown != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8),
            session.csrf().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a page asks that shows how to sign in by itself: browsers are not to ask for it. */
  static boolean isFromPage(HttpServletRequest request) {
    return request.getHeader(CSRF) != null || isListening(request);
  }

  /** Whether a page only wants to be told what happens; it cannot send headers with that. */
  static boolean isListening(HttpServletRequest request) {
    return "text/event-stream".equals(request.getHeader("Accept"));
  }

  /** Whether the browser says that a page of somebody else makes it ask. */
  static boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !OURS.contains(site);
  }

  static String set(Session session) {
    return NAME + "=" + session.id() + ATTRIBUTES;
  }

  static String forgotten() {
    return NAME + "=" + ATTRIBUTES + "; Max-Age=0";
  }
}
