package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.UNIQUENESS;

import io.tessera.model.AttributePath;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.api.admin.UserStores;
import io.tessera.provisioning.internal.Records;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of user store domains. */
@Component(service = UserStores.class)
public final class UserStoreAdministration implements UserStores {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9._-]{1,64}");

  /** What clients of SCIM 1.1 write before the names of roles. */
  private static final Set<String> RESERVED = Set.of("INTERNAL", "APPLICATION");

  private final LiveConfiguration configuration;
  private final ConfigurationWrites writes;

  @Activate
  public UserStoreAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration) {
    this.configuration = configuration;
    this.writes = new ConfigurationWrites(store, configuration);
  }

  @Override
  public List<UserStore> list() {
    return configuration.refresh().userStores();
  }

  @Override
  public Optional<UserStore> get(UUID id) {
    return list().stream().filter(s -> s.id().equals(id)).findFirst();
  }

  @Override
  public Optional<UserStore> named(String anyCase) {
    return configuration.userStore(folded(anyCase));
  }

  @Override
  public UserStore create(Caller caller, UserStore.Draft draft) {
    UserStore made =
        new UserStore(UUID.randomUUID(), checkedName(draft.name()), draft.description(), 1);
    if (made.name().equals(Caller.PRIMARY)) {
      throw RejectedException.at(
          UNIQUENESS, AttributePath.of("name"), "name: " + Caller.PRIMARY + " is always there.");
    }
    return put(caller, made);
  }

  @Override
  public UserStore replace(Caller caller, UUID id, long expectedVersion, UserStore.Draft draft) {
    UserStore present = changeable(id, expectedVersion);
    if (!folded(draft.name()).equals(present.name())) {
      throw ConfigurationWrites.invalid(
          "name", "it cannot change; create another store and move the users.");
    }
    return put(caller, new UserStore(id, present.name(), draft.description(), expectedVersion + 1));
  }

  private UserStore put(Caller caller, UserStore userStore) {
    writes.write(
        caller,
        tx ->
            tx.configurations()
                .put(ConfigurationDocuments.item(userStore), Records.origin(caller)));
    return userStore;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    UserStore present = changeable(id, expectedVersion);
    writes.write(
        caller,
        tx -> {
          tx.configurations()
              .remove(
                  ConfigurationDocuments.USER_STORE, id, expectedVersion, Records.origin(caller));
          requireUnused(tx, present.name());
          requireEmpty(tx, present.name());
        });
  }

  private void requireUnused(Transaction tx, String domain) {
    for (RegisteredProvider registered : configuration.in(tx).serviceProviders().configured()) {
      if (registered.provider().userStore().equals(domain)) {
        throw RejectedException.of(
            CONFLICT,
            "The service provider " + registered.provider().name() + " works in " + domain + ".");
      }
    }
    for (IdentityProvider provider : configuration.in(tx).identityProviders()) {
      SignIn signIn = provider.signIn();
      if (signIn.protocol() != SignIn.Protocol.NONE && signIn.jit().userStore().equals(domain)) {
        throw RejectedException.of(
            CONFLICT,
            "People who sign in at " + provider.name() + " get their accounts in " + domain + ".");
      }
    }
  }

  private void requireEmpty(Transaction tx, String domain) {
    for (ResourceType type : ResourceType.values()) {
      boolean empty =
          tx.resources()
              .find(
                  Caller.RESIDENT,
                  domain,
                  configuration.in(tx).schema(type),
                  new Query(null, null, new Query.ByCursor(null, 1)))
              .items()
              .isEmpty();
      if (!empty) {
        throw RejectedException.of(
            CONFLICT,
            "There are resources of type "
                + type.scimName()
                + " in "
                + domain
                + "; delete them first.");
      }
    }
    if (tx.passed().areIn(domain)) {
      throw RejectedException.of(
          CONFLICT,
          "Service providers that only pass on have users or groups of "
              + domain
              + " at targets; delete them first.");
    }
  }

  private UserStore changeable(UUID id, long expectedVersion) {
    UserStore present = get(id).orElseThrow(() -> ConfigurationWrites.notFound("user store"));
    if (present.equals(UserStore.PRIMARY)) {
      throw RejectedException.of(CONFLICT, present.name() + " is always there as it is.");
    }
    ConfigurationWrites.requireVersion(present.version(), expectedVersion);
    return present;
  }

  private static String checkedName(String written) {
    String name = folded(written);
    if (!NAME.matcher(name).matches()) {
      throw ConfigurationWrites.invalid(
          "name",
          "letters A to Z, digits, dots, dashes and underscores are expected, 64 characters at"
              + " most.");
    }
    if (RESERVED.contains(name)) {
      throw ConfigurationWrites.invalid(
          "name", "SCIM 1.1 clients write " + name + "/ before the names of roles; take another.");
    }
    return name;
  }

  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
