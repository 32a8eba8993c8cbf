package io.tessera.provisioning.internal.federation;

import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn.Protocol;
import io.tessera.provisioning.api.federation.FederatedLinks;
import io.tessera.provisioning.api.federation.Link;
import io.tessera.provisioning.api.federation.RefusedSignIn;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of links, for administrators. */
@Component(service = {FederatedLinks.class, LinkAdministration.class})
public final class LinkAdministration implements FederatedLinks {
  private static final Logger LOG = LoggerFactory.getLogger(LinkAdministration.class);
  private static final int MOST_OF_ONE = 100;

  private final Store store;
  private final LiveConfiguration configuration;
  private final RefusedSignIns refusals;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public LinkAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "memory") SealedSignInMemory memory) {
    this.store = store;
    this.configuration = configuration;
    this.refusals = new RefusedSignIns(memory, clock);
  }

  @Override
  public List<Link> of(Caller caller, ResourceId identity) {
    return store.<List<Link>>read(
        tx ->
            isSeen(tx, caller, identity) ? links(tx, tx.federatedLinks().of(identity)) : List.of());
  }

  List<Link> of(Caller caller, String userStore, String userName) {
    if (!caller.sees(userStore)) {
      return List.of();
    }
    return store.<List<Link>>read(
        tx ->
            new KnownAccounts(
                    tx,
                    caller.serviceProvider(),
                    userStore,
                    configuration.in(tx).schema(ResourceType.USER))
                .named(userName)
                .map(user -> links(tx, tx.federatedLinks().of(user.id())))
                .orElse(List.of()));
  }

  @Override
  public List<Link> ofProvider(
      Caller caller, UUID identityProvider, @Nullable UUID after, int most) {
    return store.<List<Link>>read(
        tx ->
            links(
                tx,
                tx.federatedLinks().ofProvider(identityProvider, after, most).stream()
                    .filter(link -> isSeen(tx, caller, link.identity()))
                    .toList()));
  }

  @Override
  public Optional<Link> get(Caller caller, UUID id) {
    return store.<Optional<Link>>read(
        tx ->
            tx.federatedLinks()
                .find(id)
                .filter(link -> isSeen(tx, caller, link.identity()))
                .flatMap(link -> links(tx, List.of(link)).stream().findFirst()));
  }

  private static boolean isSeen(Transaction tx, Caller caller, ResourceId identity) {
    return tx.resources()
        .find(caller.serviceProvider(), ResourceType.USER, identity)
        .filter(user -> caller.sees(user.domain()))
        .isPresent();
  }

  private static List<Link> links(
      Transaction tx, List<io.tessera.store.spi.FederatedLinks.Link> kept) {
    Map<UUID, Instant> uses = tx.lastUses().find(kept.stream().map(link -> link.id()).toList());
    return kept.stream()
        .map(
            link ->
                new Link(
                    link.id(),
                    link.identityProvider(),
                    link.issuer(),
                    link.subject(),
                    link.identity(),
                    link.created(),
                    uses.getOrDefault(link.id(), link.created())))
        .toList();
  }

  @Override
  public Link make(Caller caller, Draft draft) {
    Link made =
        store.<Link>write(
            tx -> {
              IdentityProvider provider = provider(configuration.in(tx), draft);
              String issuer = draft.issuer().isEmpty() ? issuer(provider) : draft.issuer();
              requireLength("issuer", issuer);
              requireLength("subject", draft.subject());
              requireFree(tx, provider, issuer, draft);
              Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              var link =
                  new io.tessera.store.spi.FederatedLinks.Link(
                      UUID.randomUUID(),
                      provider.id(),
                      issuer,
                      draft.subject(),
                      draft.user(),
                      now,
                      Given.NOTHING.document());
              requireUser(tx, caller, draft.user());
              tx.federatedLinks().add(link);
              tx.record(decided(caller, link.id(), draft.user(), provider.name(), "made"));
              return links(tx, List.of(link)).get(0);
            });
    LOG.info(
        "user {} was linked at identity provider {} by {} ({})",
        made.identity(),
        made.identityProvider(),
        caller.actor(),
        caller.causality());
    return made;
  }

  /** Neither issuer nor subject: what is told here is never erased. */
  static Deed decided(Caller caller, UUID link, ResourceId user, String provider, String action) {
    return Records.decided(
        caller,
        "federated-link",
        link,
        Records.facts(action, provider).put("resource", user.toString()).build());
  }

  private static IdentityProvider provider(Snapshot snapshot, Draft draft) {
    IdentityProvider provider = snapshot.requireIdentityProvider(draft.identityProvider());
    if (provider.signIn().protocol() == Protocol.NONE) {
      throw invalid("identityProvider", "nobody signs in there.");
    }
    return provider;
  }

  private static String issuer(IdentityProvider provider) {
    return provider.signIn().protocol() == Protocol.OIDC
        ? provider.signIn().oidc().issuer()
        : provider.signIn().saml().entityId();
  }

  private static void requireLength(String field, String text) {
    if (text.isBlank() || text.length() > Arrivals.MOST_CHARACTERS) {
      throw invalid(
          field, "a text of at most " + Arrivals.MOST_CHARACTERS + " characters is expected.");
    }
  }

  private static void requireFree(
      Transaction tx, IdentityProvider provider, String issuer, Draft draft) {
    if (tx.federatedLinks().find(provider.id(), issuer, draft.subject()).isPresent()) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS,
          AttributePath.of("subject"),
          "subject: it is linked already; remove that link first.");
    }
    if (tx.federatedLinks().of(draft.user()).size() >= MOST_OF_ONE) {
      throw invalid("user", "it has " + MOST_OF_ONE + " links already.");
    }
  }

  /** Locked, so that nobody deletes it meanwhile. */
  private static void requireUser(Transaction tx, Caller caller, ResourceId id) {
    Optional<Resource> user =
        tx.resources()
            .findForUpdate(caller.serviceProvider(), ResourceType.USER, id)
            .filter(found -> caller.sees(found.domain()));
    if (user.isEmpty()) {
      throw invalid("user", "there is no such user.");
    }
  }

  @Override
  public void remove(Caller caller, UUID id) {
    boolean removed =
        store.<Boolean>write(
            tx -> {
              Optional<ResourceId> user =
                  tx.federatedLinks()
                      .find(id)
                      .filter(link -> isSeen(tx, caller, link.identity()))
                      .map(link -> link.identity());
              if (user.isEmpty() || !tx.federatedLinks().remove(id)) {
                return false;
              }
              tx.lastUses().remove(id);
              tx.record(decided(caller, id, user.get(), "", "removed"));
              return true;
            });
    if (!removed) {
      throw notFound("link");
    }
    LOG.info("link {} was removed by {} ({})", id, caller.actor(), caller.causality());
  }

  @Override
  public Optional<RefusedSignIn> refused(String causality) {
    return refusals.find(causality);
  }
}
