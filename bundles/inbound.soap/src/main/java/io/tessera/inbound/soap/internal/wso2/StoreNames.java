package io.tessera.inbound.soap.internal.wso2;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.api.admin.UserStores;
import io.tessera.scim1.protocol.DomainNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names as WSO2's clients write them: {@code alice}, {@code SALES/alice}, {@code Internal/x}. */
final class StoreNames {
  private final UserStores stores;
  private final DomainNames names;

  StoreNames(UserStores stores) {
    this.stores = stores;
    this.names = new DomainNames(Caller.PRIMARY, n -> stores.named(n).map(UserStore::name));
  }

  /** What a name means; one without a domain is looked for in the caller's own. */
  Place place(Caller caller, String written) {
    DomainNames.Located<String> located = names.name(written);
    return new Place(in(located.domain(), caller), located.value());
  }

  /** The name of a user or group for a client. */
  String shown(Resource resource) {
    return names.shown(resource).name();
  }

  /** A name that was found in the caller's domain. */
  String shown(Caller there, String name) {
    boolean bare = there.domain().equals(Caller.PRIMARY) && names.name(name).domain() == null;
    return bare ? name : there.domain() + "/" + name;
  }

  /** The domains to search when none is named, the caller's own first. */
  List<Caller> everywhere(Caller caller) {
    if (isBound(caller)) {
      return List.of(caller);
    }
    List<Caller> all = new ArrayList<>(List.of(caller));
    stores.list().stream()
        .map(UserStore::name)
        .filter(n -> !n.equals(caller.domain()))
        .map(caller::inDomain)
        .forEach(all::add);
    return all;
  }

  /** The domain a name begins with. */
  Optional<String> domain(String written) {
    return Optional.ofNullable(names.name(written).domain());
  }

  private static Caller in(@Nullable String domain, Caller caller) {
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
}
