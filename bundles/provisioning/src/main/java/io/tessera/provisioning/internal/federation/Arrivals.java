package io.tessera.provisioning.internal.federation;

import io.tessera.crypto.PasswordHasher;
import io.tessera.crypto.Secret;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.DeliveryReport;
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.SignInThrottle;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.SignIn.Protocol;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.Outcome.Why;
import io.tessera.provisioning.internal.callers.LastUseLog;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.federation.Settling.Settled;
import io.tessera.provisioning.internal.write.OneWrite;
import io.tessera.provisioning.internal.write.ResourceProvisioning;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What becomes of those who arrive: looked at in a transaction that only reads, which is all for
 * most; written in another one, which looks again.
 */
@Component(service = Arrivals.class)
public final class Arrivals {
  /** Longest issuer and subject that are linked. */
  static final int MOST_CHARACTERS = 1024;

  private static final int TRIES = 4;

  private final Store store;
  private final LiveConfiguration configuration;
  private final ResourceProvisioning provisioning;
  private final Proof proof;
  private final LastUseLog uses;
  private final RequiredAccounts required;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public Arrivals(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "provisioning") ResourceProvisioning provisioning,
      @Reference(name = "credentials") IdentityCredentials credentials,
      @Reference(name = "throttle") SignInThrottle throttle,
      @Reference(name = "hasher") PasswordHasher hasher,
      @Reference(name = "uses") LastUseLog uses,
      @Reference(name = "log") DeliveryLog log) {
    this.store = store;
    this.configuration = configuration;
    this.provisioning = provisioning;
    this.proof = new Proof(credentials, throttle, hasher);
    this.uses = uses;
    this.required = new RequiredAccounts(store, log);
  }

  Outcome arrive(Arrival arrival) {
    Snapshot snapshot = store.<Snapshot>read(configuration::in);
    Optional<IdentityProvider> provider =
        snapshot
            .identityProvider(arrival.assertion().identityProvider())
            .filter(one -> one.enabled() && one.signIn().protocol() != Protocol.NONE);
    if (provider.isEmpty()) {
      return new Outcome.Refused(
          Why.PROVIDER_DISABLED, "the identity provider, or signing in there, is switched off");
    }
    Visit visit = visit(arrival, provider.get(), snapshot);
    Optional<Outcome> fault = fault(visit, snapshot);
    return fault.isPresent() ? fault.get() : arrive(proved(visit));
  }

  private static Visit visit(Arrival arrival, IdentityProvider provider, Snapshot snapshot) {
    Claims claims = new Claims(arrival.assertion(), provider, snapshot.schema(ResourceType.USER));
    String serviceProvider =
        arrival
            .serviceProvider()
            .flatMap(id -> snapshot.serviceProviders().byId(id))
            .map(registered -> registered.provider().name())
            .orElse(arrival.serviceProvider().isEmpty() ? Caller.RESIDENT : "");
    return new Visit(
        arrival,
        provider,
        claims,
        serviceProvider,
        claims.userStore(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Outcome> fault(Visit visit, Snapshot snapshot) {
    Assertion assertion = visit.arrival().assertion();
    if (assertion.subject().isBlank()
        || assertion.subject().length() > MOST_CHARACTERS
        || assertion.issuer().isBlank()
        || assertion.issuer().length() > MOST_CHARACTERS) {
      return refused(Why.CLAIMS, "issuer and subject have 1 to " + MOST_CHARACTERS + " characters");
    }
    if (snapshot.userStore(visit.userStore()).isEmpty()) {
      return refused(Why.CLAIMS, "the user store that the claim names does not exist");
    }
    if (visit.serviceProvider().equals(Caller.RESIDENT)) {
      return snapshot.outbound(Caller.RESIDENT).mode().persists()
          ? Optional.empty()
          : refused(Why.NO_ACCOUNT, "the resident service provider keeps no accounts");
    }
    Optional<ServiceProvider> to =
        snapshot.serviceProviders().named(visit.serviceProvider()).filter(ServiceProvider::enabled);
    if (to.isEmpty()) {
      return refused(Why.NO_ACCOUNT, "the service provider is not there, or switched off");
    }
    if (!to.get().userStore().equals(visit.userStore())) {
      return refused(
          Why.NO_ACCOUNT,
          "the service provider " + to.get().name() + " works in another user store");
    }
    return to.get().outbound().mode().persists()
        ? Optional.empty()
        : refused(Why.NO_ACCOUNT, "the service provider " + to.get().name() + " keeps no accounts");
  }

  private static Optional<Outcome> refused(Why why, String reason) {
    return Optional.of(new Outcome.Refused(why, reason));
  }

  /** With what came of the password that was given for the account that is there already. */
  private Visit proved(Visit visit) {
    Optional<Secret> given = visit.arrival().answers().proof();
    Optional<String> userName = visit.userName();
    if (given.isEmpty() || userName.isEmpty()) {
      return visit;
    }
    Proof.Result result = proof.of(visit.userStore(), userName.get(), given.get());
    if (result.proved().isPresent()) {
      return visit.with(result.proved(), Optional.empty());
    }
    Duration wait = result.pause();
    String detail =
        wait.isZero()
            ? "This is not the password of the account."
            : "Too many wrong passwords. Try again in " + (wait.toSeconds() + 1) + " s.";
    return visit.with(
        Optional.empty(),
        Optional.of(Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of("proof"), detail)));
  }

  private Outcome arrive(Visit visit) {
    RejectedException last = null;
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        return once(visit);
      } catch (RejectedException rejected) {
        // Somebody else was faster, or the same person at another window: what is there now?
        if (rejected.first().kind() != Problem.Kind.UNIQUENESS || isSame(last, rejected)) {
          return unfit(visit, rejected);
        }
        last = rejected;
      } catch (UnfitClaimException value) {
        return new Outcome.Refused(Why.CLAIMS, String.valueOf(value.getMessage()));
      } catch (TargetUnavailableException away) {
        return new Outcome.Refused(Why.TARGET, String.valueOf(away.getMessage()));
      }
    }
    return new Outcome.Refused(Why.NAME_TAKEN, "others were faster, again and again");
  }

  private static boolean isSame(@Nullable RejectedException last, RejectedException now) {
    return last != null
        && !now.first().where().equals(Optional.of(AttributePath.of("userName")))
        && last.first().equals(now.first());
  }

  private Outcome once(Visit visit) {
    Decision seen = store.<Decision>read(tx -> judge(visit, tx));
    if (seen instanceof Decision.Ends ends) {
      return ends.outcome();
    }
    if (seen instanceof Decision.Enters enters) {
      return known(visit, enters).orElseGet(() -> used(Settling.entered(enters)).outcome());
    }
    Optional<Secret> password =
        seen instanceof Decision.Makes ? visit.arrival().answers().password() : Optional.empty();
    @Nullable String hash =
        seen instanceof Decision.Makes makes
            ? password.map(clear -> provisioning.hashed(makes.userName(), clear)).orElse(null)
            : null;
    List<DeliveryReport> reports = new ArrayList<>();
    Settled settled =
        provisioning.<Settled>together(
            caller(visit).reportingTo(reports::add),
            password,
            visit.provider().signIn().jit().failsClosed(),
            write -> settle(visit, write, hash));
    return with(used(settled).outcome(), reports);
  }

  /** Refuses those who are let in only when required targets know them. */
  private Optional<Outcome> known(Visit visit, Decision.Enters enters) {
    if (!visit.provider().signIn().jit().failsClosed()) {
      return Optional.empty();
    }
    return required
        .missing(configuration.held(), visit.serviceProvider(), enters.account().id())
        .map(
            target ->
                new Outcome.Refused(
                    Why.TARGET, "target " + target + " is required and has no account yet"));
  }

  private Decision judge(Visit visit, Transaction tx) {
    return new Judgement(
            visit,
            tx,
            configuration.in(tx),
            id ->
                tx.resources()
                    .find(visit.serviceProvider(), ResourceType.USER, id)
                    .filter(user -> user.domain().equals(visit.userStore())))
        .decide();
  }

  private Settled settle(Visit visit, OneWrite write, @Nullable String hash) {
    Decision decision = new Judgement(visit, write.tx(), write.snapshot(), write::locked).decide();
    return new Settling(visit, write, clock, hash).settle(decision);
  }

  private Settled used(Settled settled) {
    settled.link().ifPresent(link -> uses.note(link, clock.instant()));
    return settled;
  }

  private static Outcome with(Outcome outcome, List<DeliveryReport> reports) {
    return outcome instanceof Outcome.SignedIn in
        ? new Outcome.SignedIn(
            in.identity(),
            in.userName(),
            in.displayName(),
            in.userStore(),
            in.created(),
            in.change(),
            reports)
        : outcome;
  }

  /** What people can put right is asked again; else the claims are at fault, or a target. */
  private static Outcome unfit(Visit visit, RejectedException rejected) {
    Set<String> answered = Set.of("userName", "password");
    List<Problem> theirs =
        rejected.problems().stream()
            .filter(p -> p.where().map(w -> answered.contains(w.toString())).orElse(false))
            .toList();
    boolean asks = visit.arrival().answers().userName().isPresent();
    if (asks && !theirs.isEmpty()) {
      Set<Outcome.Question> questions =
          visit.arrival().answers().password().isPresent()
              ? Set.of(Outcome.Question.USER_NAME, Outcome.Question.PASSWORD)
              : Set.of(Outcome.Question.USER_NAME);
      return new Outcome.Asked(
          questions, visit.userName().orElse(""), visit.claims().shown(), theirs);
    }
    if (rejected.first().kind() == Problem.Kind.CONFLICT) {
      return new Outcome.Refused(Why.TARGET, rejected.first().detail());
    }
    List<String> places =
        rejected.problems().stream()
            .map(p -> p.where().map(Object::toString).orElse("the account") + " " + p.kind())
            .distinct()
            .toList();
    return new Outcome.Refused(
        Why.CLAIMS, "the account cannot be made of the claims: " + String.join(", ", places));
  }

  private static Caller caller(Visit visit) {
    return new Caller(
        visit.serviceProvider(),
        visit.provider().name(),
        visit.userStore(),
        Channel.FEDERATION,
        visit.arrival().causality(),
        Set.of(
            Permission.USERS_READ,
            Permission.USERS_WRITE,
            Permission.GROUPS_READ,
            Permission.GROUPS_WRITE,
            Permission.ROLES_WRITE),
        null);
  }
}
