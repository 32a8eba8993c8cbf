package io.tessera.inbound.http;

import io.tessera.crypto.HasherBusyException;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.TargetUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a request ended with instead of success: one place that decides what a caller learns of an
 * exception.
 *
 * @param headers to send with the answer
 */
public record Failure(Answer answer, Map<String, String> headers) {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);
  private static final int MAX_CAUSES = 8;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_ALLOWED = 405;
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;
  private static final Map<String, String> RETRY_SOON = Map.of(HttpHeaders.RETRY_AFTER, "2");

  /**
   * Words an exception. Only what is nobody's mistake but ours is logged, once, with its trace.
   *
   * @param causality of the request
   */
  public static Failure of(Throwable thrown, ErrorFormat errors, String causality) {
    Throwable at = thrown;
    for (int i = 0; at != null && i < MAX_CAUSES; i++) {
      Optional<Failure> known = known(at, errors, causality);
      if (known.isPresent()) {
        return known.get();
      }
      at = at.getCause();
    }
    LOG.error("{}: the request failed", causality, thrown);
    return plain(
        errors.failed(
            SERVER_ERROR,
            "The server could not carry out the request. Its log tells why under "
                + causality
                + "."));
  }

  private static Optional<Failure> known(Throwable thrown, ErrorFormat errors, String causality) {
    @Nullable Failure failure = null;
    if (thrown instanceof RejectedException rejected) {
      failure = plain(errors.rejected(rejected.problems()));
    } else if (thrown instanceof JsonFormatException unreadable) {
      failure = plain(errors.rejected(List.of(unreadable(unreadable))));
    } else if (thrown instanceof NotAdmittedException notAdmitted) {
      failure = of(notAdmitted.refused(), errors);
    } else if (thrown instanceof UnavailableException) {
      LOG.warn("{}: {}", causality, thrown.getMessage());
      failure = unavailable("The server cannot reach its database. Try again later.", errors);
    } else if (thrown instanceof TargetUnavailableException) {
      failure = unavailable(String.valueOf(thrown.getMessage()), errors);
    } else if (thrown instanceof HasherBusyException) {
      failure = unavailable("Too many passwords are being hashed. Try again.", errors);
    } else if (thrown instanceof BodyRefusedException refused) {
      failure = plain(errors.failed(refused.status(), String.valueOf(refused.getMessage())));
    } else if (thrown instanceof WebApplicationException http) {
      failure = http(http, errors, causality);
    } else if (thrown instanceof IOException) {
      failure =
          plain(
              errors.failed(BAD_REQUEST, "The body of the request could not be read to its end."));
    }
    return Optional.ofNullable(failure);
  }

  static Failure of(Admission.Refused refused, ErrorFormat errors) {
    return new Failure(errors.refused(refused), refused.headers());
  }

  /**
   * The same for whoever asked. A browser that is told how to sign in asks for a password itself,
   * and the program in it has no say.
   */
  Failure heardBy(HttpServletRequest request) {
    if (!ConsoleCookie.isFromPage(request) || !headers.containsKey(Challenge.NAME)) {
      return this;
    }
    Map<String, String> rest = new LinkedHashMap<>(headers);
    rest.remove(Challenge.NAME);
    return new Failure(answer, rest);
  }

  private static Failure unavailable(String detail, ErrorFormat errors) {
    return new Failure(errors.failed(UNAVAILABLE, detail), RETRY_SOON);
  }

  static Failure plain(Answer answer) {
    return new Failure(answer, Map.of());
  }

  private static Problem unreadable(JsonFormatException unreadable) {
    return Problem.of(Problem.Kind.INVALID_SYNTAX, String.valueOf(unreadable.getMessage()));
  }

  private static Failure http(
      WebApplicationException thrown, ErrorFormat errors, String causality) {
    int status = thrown.getResponse().getStatus();
    if (status >= SERVER_ERROR && thrown.getCause() != null) {
      LOG.error("{}: the request failed", causality, thrown);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    if (status == NOT_ALLOWED) {
      keep(HttpHeaders.ALLOW, thrown, headers);
    }
    keep(HttpHeaders.RETRY_AFTER, thrown, headers);
    return new Failure(errors.failed(status, StatusTexts.of(status, thrown)), headers);
  }

  private static void keep(
      String header, WebApplicationException thrown, Map<String, String> headers) {
    String value = thrown.getResponse().getHeaderString(header);
    if (value != null) {
      headers.put(header, value);
    }
  }

  /** Sends it, unless an answer has begun. */
  void send(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(answer.status());
    headers.forEach(response::setHeader);
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
