package io.tessera.inbound.scim1.internal;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.api.admin.UserStores;
import io.tessera.scim1.protocol.DomainNames;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The user store domains, and in which of them a resource is that a client knows by its id alone.
 * The caller's own domain comes first, so that only resources outside of it, and ids that there are
 * not, cost more than one look.
 */
final class Domains {
  private final UserStores stores;
  private final DomainNames names;

  Domains(UserStores stores) {
    this.stores = stores;
    this.names = new DomainNames(Caller.PRIMARY, n -> stores.named(n).map(UserStore::name));
  }

  DomainNames names() {
    return names;
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
    Optional<T> found = look.apply(caller);
    Iterator<Caller> others = found.isPresent() ? Collections.emptyIterator() : elsewhere(caller);
    while (found.isEmpty() && others.hasNext()) {
      found = look.apply(others.next());
    }
    return found;
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
    try {
      return change.apply(caller);
    } catch (RejectedException refused) {
      requireNotFound(refused);
      for (Iterator<Caller> others = elsewhere(caller); others.hasNext(); ) {
        try {
          return change.apply(others.next());
        } catch (RejectedException again) {
          requireNotFound(again);
        }
      }
      throw refused;
    }
  }

  private static void requireNotFound(RejectedException refused) {
    if (refused.first().kind() != Kind.NOT_FOUND) {
      throw refused;
    }
  }

  private Iterator<Caller> elsewhere(Caller caller) {
    if (isBound(caller)) {
      return Collections.emptyIterator();
    }
    return stores.list().stream()
        .map(UserStore::name)
        .filter(name -> !name.equals(caller.domain()))
        .map(caller::inDomain)
        .iterator();
  }
}
