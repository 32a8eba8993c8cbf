package io.tessera.provisioning.internal.administration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.UNIQUENESS;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.requireVersion;

import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Administrator;
import io.tessera.provisioning.api.admin.AdministratorRegister;
import io.tessera.provisioning.api.admin.AdministratorRole;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.Trial;
import io.tessera.store.spi.Principals.Principal;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of administrators. Writers take turns, so that the last one stays. */
@Component(service = AdministratorRegister.class)
public final class AdministratorAdministration implements AdministratorRegister {
  private static final Logger LOG = LoggerFactory.getLogger(AdministratorAdministration.class);

  private final Store store;
  private final Trial trial;
  private final LiveConfiguration configuration;
  private final AdministratorAccounts accounts;

  @Activate
  public AdministratorAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "accounts") AdministratorAccounts accounts) {
    this.store = store;
    this.trial = new Trial(store);
    this.configuration = configuration;
    this.accounts = accounts;
  }

  @Override
  public List<Administrator> list() {
    Snapshot present = configuration.refresh();
    return store.<List<Principal>>read(tx -> tx.principals().list()).stream()
        .map(principal -> view(principal, present))
        .toList();
  }

  @Override
  public Optional<Administrator> get(String name) {
    Snapshot present = configuration.refresh();
    return store
        .<Optional<Principal>>read(tx -> tx.principals().find(name))
        .map(principal -> view(principal, present));
  }

  private static Administrator view(Principal principal, Snapshot present) {
    Set<String> targets =
        principal.targets().stream()
            .flatMap(id -> present.target(id).stream())
            .map(target -> target.target().name())
            .collect(Collectors.toUnmodifiableSet());
    return new Administrator(
        principal.name(),
        principal.displayName(),
        principal.email(),
        AdministratorAccounts.roles(principal),
        targets,
        principal.enabled(),
        principal.version());
  }

  @Override
  public Administrator create(Caller caller, Administrator.Draft draft, String password) {
    AdministratorCheck.ofName(draft.name());
    AdministratorCheck.of(draft);
    Set<UUID> targets = targets(draft.targets());
    String hash = accounts.hashed(password);
    Principal made = principal(draft.name(), draft, hash, 1, stamp(), targets);
    changed(
        caller,
        draft.name(),
        "created",
        tx -> {
          if (tx.principals().find(draft.name()).isPresent()) {
            throw RejectedException.at(
                UNIQUENESS, AttributePath.of("name"), "name: there is such an administrator.");
          }
          if (tx.principals().list().size() >= MOST) {
            throw RejectedException.of(CONFLICT, "There are " + MOST + " administrators already.");
          }
          tx.principals().put(made, Records.origin(caller));
        });
    return view(made, configuration.refresh());
  }

  @Override
  public Administrator replace(
      Caller caller, String name, long expectedVersion, Administrator.Draft draft) {
    AdministratorCheck.of(draft);
    Principal before = present(name);
    if (!draft.name().equalsIgnoreCase(before.name())) {
      throw invalid("name", "it stays as it is; make another administrator.");
    }
    Set<UUID> targets = targets(draft.targets());
    String stamp = before.enabled() && !draft.enabled() ? stamp() : before.stamp();
    requireVersion(before.version(), expectedVersion);
    Principal after =
        principal(before.name(), draft, before.passwordHash(), expectedVersion + 1, stamp, targets);
    changed(
        caller,
        before.name(),
        "changed",
        tx -> {
          tx.principals().put(after, Records.origin(caller));
          requireOne(tx);
        });
    return view(after, configuration.refresh());
  }

  @Override
  public void delete(Caller caller, String name, long expectedVersion) {
    Principal before = present(name);
    requireVersion(before.version(), expectedVersion);
    changed(
        caller,
        before.name(),
        "deleted",
        tx -> {
          tx.principals().remove(before.name(), expectedVersion, Records.origin(caller));
          requireOne(tx);
        });
  }

  @Override
  public void setPassword(Caller caller, String name, String password) {
    present(name);
    String hash = accounts.hashed(password);
    changed(
        caller,
        name,
        "given another password",
        tx -> {
          Principal before =
              tx.principals().find(name).orElseThrow(AdministratorAdministration::unknown);
          tx.principals()
              .put(AdministratorAccounts.withPassword(before, hash), Records.origin(caller));
        });
  }

  private void changed(Caller caller, String name, String how, Consumer<Transaction> work) {
    boolean done =
        trial.write(
            caller,
            tx -> {
              tx.configurations().lock();
              work.accept(tx);
            });
    if (done) {
      accounts.forget();
      LOG.warn("administrator {}: {} by {}", name, how, caller.actor());
    }
  }

  private static void requireOne(Transaction tx) {
    boolean one =
        tx.principals().list().stream()
            .anyMatch(
                p -> p.enabled() && p.roles().contains(AdministratorRole.ADMINISTRATOR.key()));
    if (!one) {
      throw RejectedException.of(
          CONFLICT,
          "Nobody would be left who may do everything: give somebody else the role administrator"
              + " first.");
    }
  }

  private static Principal principal(
      String name,
      Administrator.Draft draft,
      String hash,
      long version,
      String stamp,
      Set<UUID> targets) {
    return new Principal(
        name,
        draft.displayName(),
        draft.email(),
        hash,
        version,
        stamp,
        draft.enabled(),
        draft.roles().stream().map(AdministratorRole::key).collect(Collectors.toSet()),
        targets);
  }

  private Set<UUID> targets(Set<String> names) {
    Snapshot present = configuration.refresh();
    return names.stream()
        .map(
            name ->
                present
                    .target(name)
                    .map(target -> target.target().id())
                    .orElseThrow(() -> invalid("targets", "there is no target \"" + name + "\".")))
        .collect(Collectors.toSet());
  }

  private Principal present(String name) {
    return store
        .<Optional<Principal>>read(tx -> tx.principals().find(name))
        .orElseThrow(AdministratorAdministration::unknown);
  }

  private static RejectedException unknown() {
    return notFound("administrator");
  }

  private static String stamp() {
    return UUID.randomUUID().toString();
  }
}
