package io.tessera.inbound.http;

import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.AdministratorSessions.Session;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Sender;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Administrators sign in with a browser, and out. What the methods throw says the status and the
 * reason when a resource passes it on.
 */
public final class BrowserSignIn {
  private static final String AUTHORIZATION = "Authorization";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final AdministratorSessions sessions;
  private final BiFunction<Credentials, HttpServletRequest, Admission> check;

  /**
   * @param check who has a name and a password
   */
  BrowserSignIn(
      AdministratorSessions sessions,
      BiFunction<Credentials, HttpServletRequest, Admission> check) {
    this.sessions = sessions;
    this.check = check;
  }

  /**
   * Signs an administrator in; a session the request came with ends. Users and service providers
   * are told that the password is wrong.
   */
  public Session open(Credentials given, HttpServletRequest request) {
    if (ConsoleCookie.isFromElsewhere(request)) {
      throw new NotAdmittedException(notMeant("A page of another site sent this."));
    }
    Admission admission = checked(given, request);
    if (admission instanceof Admission.Granted granted) {
      close(request);
      return sessions.open(granted.caller().actor(), sender(request));
    }
    throw new NotAdmittedException(Admission.refusalOf(admission));
  }

  /**
   * Whether a password is an administrator's. Wrong ones count as when signing in; where nobody may
   * try for a while, this throws.
   */
  public boolean isRight(Credentials given, HttpServletRequest request) {
    Admission admission = checked(given, request);
    if (admission instanceof Admission.Refused refused && refused.status() != UNAUTHORIZED) {
      throw new NotAdmittedException(refused);
    }
    return admission instanceof Admission.Granted;
  }

  private Admission checked(Credentials given, HttpServletRequest request) {
    Admission admission = check.apply(given, request);
    if (admission instanceof Admission.Refused refused && refused.status() == UNAUTHORIZED) {
      Requests.noteWrong(request);
    }
    return admission;
  }

  private static Sender sender(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    return new Sender(
        address == null ? "" : address, Channel.ADMIN_API, Requests.causality(request));
  }

  /** The session a request came with. */
  public Session present(HttpServletRequest request) {
    return find(request)
        .orElseThrow(
            () ->
                new NotAdmittedException(
                    new Admission.Refused(UNAUTHORIZED, "There is no session.", Map.of())));
  }

  /** The session a request came with, if it came with one. */
  public Optional<Session> find(HttpServletRequest request) {
    return request.getHeader(AUTHORIZATION) == null
        ? ConsoleCookie.of(request).flatMap(sessions::find)
        : Optional.empty();
  }

  /** The session a request came with, which goes on with that. */
  Optional<Session> used(HttpServletRequest request) {
    if (request.getHeader(AUTHORIZATION) != null) {
      return Optional.empty();
    }
    // A page that only listens is no sign that somebody sits in front of it.
    return ConsoleCookie.isListening(request)
        ? ConsoleCookie.of(request).flatMap(sessions::find)
        : ConsoleCookie.of(request).flatMap(sessions::use);
  }

  static Admission granted(Session session, Channel channel, String causality) {
    Administrators.Credential administrator = session.administrator();
    return new Admission.Granted(
        new Caller(
                Caller.RESIDENT,
                administrator.name(),
                Caller.PRIMARY,
                channel,
                causality,
                administrator.permissions(),
                null)
            .limitedTo(administrator.targets()));
  }

  /** Ends the session a request came with. */
  public void close(HttpServletRequest request) {
    ConsoleCookie.of(request).ifPresent(id -> sessions.close(id, sender(request)));
  }

  /** The header that gives a browser its cookie. */
  public static String cookie(Session session) {
    return ConsoleCookie.set(session);
  }

  /** The header that takes it away. */
  public static String noCookie() {
    return ConsoleCookie.forgotten();
  }

  static Admission.Refused notMeant(String detail) {
    return new Admission.Refused(FORBIDDEN, detail, Map.of(), Map.of("code", "csrf"));
  }
}
