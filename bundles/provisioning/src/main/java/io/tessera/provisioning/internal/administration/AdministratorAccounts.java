package io.tessera.provisioning.internal.administration;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.FORBIDDEN;
import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.NOT_FOUND;

import io.tessera.crypto.PasswordHasher;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.TargetScope;
import io.tessera.provisioning.api.admin.AdministratorRole;
import io.tessera.provisioning.internal.Records;
import io.tessera.store.spi.Principals.Principal;
import io.tessera.store.spi.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Administrators and how the first one comes to be: from a password file for unattended starts,
 * else by trading the token in a file that only the server's owner can read. There is no default
 * password.
 */
@Component(service = {Administrators.class, AdministratorAccounts.class, MeterSource.class})
public final class AdministratorAccounts implements Administrators, MeterSource {
  private static final Logger LOG = LoggerFactory.getLogger(AdministratorAccounts.class);
  private static final String FIRST = "admin";
  private static final int MIN_PASSWORD = 12;
  private static final int MAX_PASSWORD = 1024;

  private final Store store;
  private final PasswordHasher hasher;
  private final BootstrapToken token;
  private final ShortMemory<String, Optional<Credential>> memory;
  private volatile boolean bootstrapped;

  @Activate
  public AdministratorAccounts(
      BundleContext context,
      @Reference(name = "store") Store store,
      @Reference(name = "hasher") PasswordHasher hasher) {
    this(
        store,
        hasher,
        Path.of(context.getProperty("tessera.data")),
        context.getProperty("tessera.admin.password.file"));
  }

  public AdministratorAccounts(
      Store store, PasswordHasher hasher, Path data, @Nullable String passwordFile) {
    this.store = store;
    this.hasher = hasher;
    this.memory =
        new ShortMemory<>(
            "administrators",
            name ->
                store
                    .<Optional<Principal>>read(tx -> tx.principals().find(name))
                    .map(AdministratorAccounts::credential));
    this.token = new BootstrapToken(data.resolve("bootstrap-token"));
    if (anyExists()) {
      token.remove();
    } else if (passwordFile != null && !passwordFile.isBlank()) {
      create(readPassword(Path.of(passwordFile)));
    } else {
      token.write();
      LOG.warn(
          "there is no administrator yet: trade the token in {} for one by 'tessera bootstrap'",
          token.file());
    }
  }

  private static String readPassword(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The administrator's password file " + file + " cannot be read", unreadable);
    }
  }

  @Override
  public boolean anyExists() {
    if (!bootstrapped) {
      bootstrapped = store.<Boolean>read(tx -> tx.principals().anyExists());
    }
    return bootstrapped;
  }

  @Override
  public Optional<Credential> credential(String name) {
    return memory.get(name);
  }

  /** Those of a later version are left out: a newer node may have stored them. */
  static Set<AdministratorRole> roles(Principal principal) {
    Set<AdministratorRole> roles = EnumSet.noneOf(AdministratorRole.class);
    principal.roles().forEach(key -> AdministratorRole.byKey(key).ifPresent(roles::add));
    return roles;
  }

  private static Credential credential(Principal principal) {
    Set<AdministratorRole> roles = roles(principal);
    boolean limited = roles.stream().anyMatch(AdministratorRole::isLimited);
    return new Credential(
        principal.name(),
        principal.displayName(),
        principal.passwordHash(),
        principal.version(),
        principal.stamp(),
        principal.enabled(),
        principal.roles(),
        AdministratorRole.permissionsOf(roles),
        limited ? TargetScope.of(principal.targets()) : TargetScope.ALL);
  }

  @Override
  public void bootstrap(String presented, String password) {
    if (anyExists()) {
      throw RejectedException.of(CONFLICT, "There is an administrator already; sign in instead.");
    }
    if (!token.matches(presented)) {
      throw RejectedException.of(
          FORBIDDEN, "The token is wrong or too old. The present one is in the data directory.");
    }
    create(password);
    token.remove();
  }

  private void create(String password) {
    String hash = hashed(password);
    store.write(
        tx -> {
          if (tx.principals().anyExists()) {
            throw RejectedException.of(CONFLICT, "There is an administrator already.");
          }
          tx.principals()
              .put(
                  new Principal(
                      FIRST,
                      "",
                      "",
                      hash,
                      1,
                      UUID.randomUUID().toString(),
                      true,
                      Set.of(AdministratorRole.ADMINISTRATOR.key()),
                      Set.of()),
                  Records.server("bootstrap"));
          return Boolean.TRUE;
        });
    bootstrapped = true;
    memory.forgetAll();
    LOG.info("administrator {} was created", FIRST);
  }

  @Override
  public void changePassword(Caller caller, String newPassword) {
    if (!caller.serviceProvider().equals(Caller.RESIDENT) || caller.identity() != null) {
      throw RejectedException.of(NOT_FOUND, "You are no administrator.");
    }
    String hash = hashed(newPassword);
    store.write(
        tx -> {
          Principal present =
              tx.principals()
                  .find(caller.actor())
                  .orElseThrow(() -> RejectedException.of(NOT_FOUND, "You are no administrator."));
          tx.principals().put(withPassword(present, hash), Records.origin(caller));
          return Boolean.TRUE;
        });
    memory.forgetAll();
  }

  /** The same administrator with another password, which ends what was begun with the old one. */
  static Principal withPassword(Principal present, String hash) {
    return new Principal(
        present.name(),
        present.displayName(),
        present.email(),
        hash,
        present.version() + 1,
        UUID.randomUUID().toString(),
        present.enabled(),
        present.roles(),
        present.targets());
  }

  /** Has what is remembered read again. */
  void forget() {
    memory.forgetAll();
  }

  /**
   * The hash of a password.
   *
   * @throws RejectedException INVALID_VALUE at {@code password} when it is too weak
   */
  String hashed(String password) {
    requireStrong(password);
    return hasher.hash(password);
  }

  private static void requireStrong(String password) {
    if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
      throw RejectedException.at(
          INVALID_VALUE,
          AttributePath.of("password"),
          "password: at least " + MIN_PASSWORD + " characters are expected.");
    }
  }

  @Override
  public void tell(Readings readings) {
    memory.figures().tell(readings);
  }
}
