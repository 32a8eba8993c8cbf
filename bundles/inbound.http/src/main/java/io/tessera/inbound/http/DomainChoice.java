package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query parameter {@code domain}. Whether there is such a user store domain is for the use
 * cases to say.
 */
final class DomainChoice {
  private static final String PARAMETER = "domain=";

  private DomainChoice() {}

  /** The caller as it speaks about the domain it names; unchanged when it names none. */
  static Admission of(HttpServletRequest request, Admission admission) {
    Optional<String> domain = named(request.getQueryString());
    return domain.isPresent() && admission instanceof Admission.Granted granted
        ? new Admission.Granted(inDomain(granted.caller(), domain.get()))
        : admission;
  }

  private static Caller inDomain(Caller caller, String domain) {
    return caller.inDomain(domain.toUpperCase(Locale.ROOT));
  }

  /** Read by hand: the container would take a form in the body for parameters too. */
  private static Optional<String> named(@Nullable String query) {
    if (query == null || !query.contains(PARAMETER)) {
      return Optional.empty();
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(PARAMETER)) {
        String value = parameter.substring(PARAMETER.length());
        return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8))
            .filter(v -> !v.isBlank());
      }
    }
    return Optional.empty();
  }
}
