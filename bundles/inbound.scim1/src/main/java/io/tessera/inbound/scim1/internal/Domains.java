package io.tessera.inbound.scim1.internal;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.scim1.protocol.DomainNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user store domains, and in which of them a resource is that a client knows by its id alone.
 * The caller's own domain comes first, so that only resources outside of it, and ids that there are
 * not, cost more than one look.
 */
final class Domains {
  private final Supplier<List<String>> known;

  /**
   * @param known all domains there are at the moment
   */
  Domains(Supplier<List<String>> known) {
    this.known = known;
  }

  DomainNames names() {
    return new DomainNames(Caller.PRIMARY, known.get());
  }

  /**
   * The caller in the domain a name or a parameter said; as they came where none was said.
   *
   * @throws RejectedException they are bound to another domain
   */
  static Caller in(@Nullable String domain, Caller caller) {
    if (domain == null || domain.equals(caller.domain())) {
      return caller;
    }
    if (isBound(caller)) {
      throw RejectedException.of(
          Kind.FORBIDDEN, "You may not look into the user store domain '" + domain + "'.");
    }
    return caller.inDomain(domain);
  }

  /** Who comes for a service provider stays in its domain. */
  private static boolean isBound(Caller caller) {
    return !caller.serviceProvider().equals(Caller.RESIDENT);
  }

  /** What is found in the first domain that has it. */
  <T> Optional<T> find(Caller caller, Function<Caller, Optional<T>> look) {
    for (Caller each : everywhere(caller)) {
      Optional<T> found = look.apply(each);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * A change in the named domain, or in the first that has the resource.
   *
   * @throws RejectedException no domain has it, or the change is refused
   */
  <T> T change(@Nullable String named, Caller caller, Function<Caller, T> change) {
    if (named != null) {
      return change.apply(in(named, caller));
    }
    List<Caller> callers = everywhere(caller);
    for (Caller each : callers.subList(0, callers.size() - 1)) {
      try {
        return change.apply(each);
      } catch (RejectedException refused) {
        if (refused.first().kind() != Kind.NOT_FOUND) {
          throw refused;
        }
      }
    }
    return change.apply(callers.get(callers.size() - 1));
  }

  private List<Caller> everywhere(Caller caller) {
    List<Caller> callers = new ArrayList<>();
    callers.add(caller);
    if (isBound(caller)) {
      return callers;
    }
    for (String domain : known.get()) {
      if (!domain.equals(caller.domain())) {
        callers.add(caller.inDomain(domain));
      }
    }
    return callers;
  }
}
