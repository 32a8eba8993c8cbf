package io.tessera.provisioning.internal.federation;

import io.tessera.crypto.PasswordHasher;
import io.tessera.crypto.Secret;
import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.Accounts;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Draft;
import io.tessera.provisioning.api.admin.IdentityProvider.Mappings;
import io.tessera.provisioning.api.admin.IdentityProvider.RoleMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Trust;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Oidc;
import io.tessera.provisioning.api.admin.SignIn.Protocol;
import io.tessera.provisioning.api.admin.SignIn.Saml;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.Arrival.Answers;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.administration.IdentitySignIn;
import io.tessera.provisioning.internal.callers.LastUseLog;
import io.tessera.provisioning.internal.callers.SignInGuard;
import io.tessera.provisioning.internal.configuration.BirthrightDocument;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.RegisteredProvider;
import io.tessera.provisioning.internal.configuration.RoleDocument;
import io.tessera.provisioning.internal.configuration.SecretResolver;
import io.tessera.provisioning.internal.configuration.ServiceProviderDocument;
import io.tessera.provisioning.internal.configuration.StoredForTests;
import io.tessera.provisioning.internal.delivery.DeliveryWaits;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.passthrough.Payloads;
import io.tessera.provisioning.internal.passthrough.XorBox;
import io.tessera.provisioning.internal.roles.ServerZone;
import io.tessera.provisioning.internal.write.PassThrough;
import io.tessera.provisioning.internal.write.PasswordPolicy;
import io.tessera.provisioning.internal.write.ResourceProvisioning;
import io.tessera.store.jpa.internal.DerbyForTests;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Store;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sign-ins on the real store and the real write path; nothing is delivered. */
final class World {
  static final Caller ADMIN = Caller.internal("admin", "set-up");

  private final DerbyForTests derby;
  final Store store;
  final LiveConfiguration configuration;
  final ResourceProvisioning provisioning;
  final SealedSignInMemory memory;
  final LinkAdministration links;
  final SigningIn signingIn;

  World(DerbyForTests derby) throws SQLException {
    this.derby = derby;
    derby.clear();
    store = derby.store();
    configuration = new LiveConfiguration(store, new CelExpressionEngine());
    XorBox box = new XorBox();
    Payloads payloads = new Payloads(box, box);
    PasswordPolicy passwords = new PasswordPolicy(defaults(PasswordPolicy.Config.class));
    Doorbell doorbell = new Doorbell();
    DeliveryWaits waits = new DeliveryWaits();
    Hasher hasher = new Hasher();
    PassThrough passing =
        new PassThrough(
            store, configuration, payloads, passwords, null, null, waits, derby.log(), doorbell);
    provisioning =
        new ResourceProvisioning(
            store,
            configuration,
            hasher,
            passwords,
            doorbell,
            waits,
            derby.log(),
            passing,
            payloads,
            new ServerZone(defaults(ServerZone.Config.class)));
    memory = new SealedSignInMemory(store, box);
    links = new LinkAdministration(store, configuration, memory);
    Arrivals arrivals =
        new Arrivals(
            store,
            configuration,
            provisioning,
            new IdentitySignIn(store),
            new SignInGuard(store),
            hasher,
            new LastUseLog(store),
            derby.log());
    signingIn =
        new SigningIn(configuration, arrivals, new SecretResolver(store, box), memory, links);
  }

  /** An identity provider people sign in at. */
  IdentityProvider provider(String name, Jit jit, List<ClaimMapping> claims, RoleMapping... roles) {
    Oidc oidc =
        new Oidc(
            "https://" + name + ".example",
            "us",
            "",
            "",
            "",
            "",
            List.of(),
            Set.of("RS256"),
            false);
    Draft draft =
        new Draft(
            name,
            name,
            "",
            true,
            Trust.NONE,
            new Mappings(claims, List.of(roles), false),
            Accounts.DEFAULT,
            new SignIn(Protocol.OIDC, oidc, Saml.NONE, List.of(), false, jit),
            null);
    IdentityProvider provider = IdentityProvider.of(UUID.randomUUID(), draft, false, 1);
    put(StoredForTests.item(provider));
    return provider;
  }

  /** The same with other settings of accounts. */
  IdentityProvider with(IdentityProvider provider, boolean enabled, Jit jit) {
    SignIn signIn = provider.signIn();
    IdentityProvider changed =
        new IdentityProvider(
            provider.id(),
            provider.name(),
            provider.displayName(),
            "",
            enabled,
            provider.trust(),
            provider.mappings(),
            provider.accounts(),
            new SignIn(signIn.protocol(), signIn.oidc(), signIn.saml(), List.of(), false, jit),
            false,
            provider.version() + 1);
    put(StoredForTests.item(changed));
    return changed;
  }

  void put(Item item) {
    store.write(
        tx -> {
          tx.configurations().put(item, Records.server("admin"));
          return item;
        });
    configuration.refresh();
  }

  Role role(String name, String... includes) {
    Role role =
        new Role(UUID.randomUUID(), name, name, "", List.of(), List.of(), List.of(includes), 1);
    put(RoleDocument.item(role));
    return role;
  }

  void birthright(String condition, String role) {
    BirthrightRule rule =
        new BirthrightRule(
            UUID.randomUUID(),
            "rule-" + role.toLowerCase(Locale.ROOT),
            "",
            true,
            condition,
            List.of(role),
            BirthrightRule.When.NOT_DATED,
            BirthrightRule.When.NOT_DATED,
            1);
    put(BirthrightDocument.item(rule));
  }

  Target target(String name, UUID provider) {
    return target(name, provider, DeliverySettings.DEFAULT);
  }

  /** One nothing is ever delivered to, and callers wait a moment for it. */
  Target requiredTarget(String name, UUID provider) {
    DeliverySettings usual = DeliverySettings.DEFAULT;
    return target(
        name,
        provider,
        new DeliverySettings(
            usual.accountsFor(),
            DeliverySettings.Mode.REQUIRE,
            Duration.ofSeconds(1),
            usual.maintenance(),
            usual.concurrency(),
            usual.rate(),
            usual.timeout(),
            usual.adoption(),
            usual.correlateBy(),
            usual.whenGone(),
            usual.whenDeleted(),
            usual.deleteAfterDays(),
            usual.maxAttempts(),
            usual.maxAge(),
            usual.guard(),
            usual.dependsOn(),
            usual.passwords(),
            usual.without()));
  }

  private Target target(String name, UUID provider, DeliverySettings delivery) {
    Target target =
        new Target(
            UUID.randomUUID(),
            name,
            "corp",
            "test",
            true,
            Attributes.empty(),
            Set.of(),
            new PolicyMap(
                List.of(new PolicyMap.Row("uid", List.of("userName"), List.of())), List.of()),
            delivery,
            1);
    put(StoredForTests.item(target, provider));
    return target;
  }

  ServiceProvider serviceProvider(String name, ServiceProvider.Outbound outbound) {
    ServiceProvider made =
        new ServiceProvider(
            UUID.randomUUID(),
            name,
            "",
            true,
            "PRIMARY",
            Set.of(),
            false,
            List.of(),
            Set.of(),
            Set.of(),
            outbound,
            1);
    put(ServiceProviderDocument.item(new RegisteredProvider(made, List.of())));
    return made;
  }

  ResourceId group(String name, ResourceId... members) {
    List<Value> refs =
        Arrays.stream(members)
            .<Value>map(
                id -> Value.complex(Attributes.builder().put("value", id.toString()).build()))
            .toList();
    return provisioning
        .create(
            ADMIN,
            ResourceType.GROUP,
            Attributes.builder().put("displayName", name).put("members", Value.many(refs)).build(),
            Set.of())
        .id();
  }

  Resource user(Attributes attributes) {
    return provisioning.create(ADMIN, ResourceType.USER, attributes, Set.of());
  }

  Resource read(ResourceId id) {
    return provisioning.get(ADMIN, ResourceType.USER, id, Set.of(Include.GROUPS)).orElseThrow();
  }

  Outcome arrive(IdentityProvider at, String subject, Map<String, List<String>> claims) {
    return arrive(at, subject, claims, Answers.NONE);
  }

  Outcome arrive(
      IdentityProvider at, String subject, Map<String, List<String>> claims, Answers answers) {
    return arrive(at, subject, claims, answers, null);
  }

  Outcome arrive(
      IdentityProvider at,
      String subject,
      Map<String, List<String>> claims,
      Answers answers,
      @Nullable UUID serviceProvider) {
    Assertion assertion =
        new Assertion(
            at.id(),
            "https://" + at.name() + ".example",
            subject,
            claims,
            Instant.now(),
            Optional.empty());
    return signingIn.arrive(
        new Arrival(
            assertion,
            Optional.ofNullable(serviceProvider),
            answers,
            "cause-" + UUID.randomUUID()));
  }

  Outcome.SignedIn enter(IdentityProvider at, String subject, Map<String, List<String>> claims) {
    return (Outcome.SignedIn) arrive(at, subject, claims);
  }

  /** What was done to something that is no user or group, newest first. */
  List<AuditTrail.Entry> deeds(String object, UUID id) {
    return derby
        .audit()
        .find(
            new AuditTrail.Selection(
                null, null, null, null, null, object, new ResourceId(id), null, null),
            null,
            100)
        .entries();
  }

  /** The changes of a user, newest first. */
  List<AuditTrail.Details> changes(ResourceId id) {
    AuditTrail trail = derby.audit();
    return trail
        .find(
            new AuditTrail.Selection(
                null, null, null, null, null, ResourceType.USER.name(), id, null, null),
            null,
            100)
        .entries()
        .stream()
        .map(entry -> trail.change(entry.id()).orElseThrow())
        .toList();
  }

  static Secret secret(String clear) {
    return new Secret(clear);
  }

  private static <A extends Annotation> A defaults(Class<A> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.getDefaultValue()));
  }

  /** Keeps no secret, and is fast. */
  private static final class Hasher implements PasswordHasher {
    @Override
    public String hash(String password) {
      return "hashed " + password;
    }

    @Override
    public boolean verify(String password, @Nullable String phc) {
      return hash(password).equals(phc);
    }
  }
}
