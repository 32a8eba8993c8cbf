package io.tessera.provisioning.internal.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ClientSecret;
import io.tessera.provisioning.api.admin.IssuedToken;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceProvidersTest {
  private static final Caller ADMIN = Caller.internal("admin", "test");
  private static final Set<Permission> READ_WRITE =
      Set.of(Permission.USERS_READ, Permission.USERS_WRITE);

  private final MemoryStore store = new MemoryStore();
  private final SettableClock clock = new SettableClock();
  private final LiveConfiguration configuration =
      new LiveConfiguration(store, new CelExpressionEngine());
  private final TokenMemory memory = new TokenMemory(store);
  private final LastUseLog uses = new LastUseLog(store);
  private final ServiceProviderAdministration providers =
      new ServiceProviderAdministration(store, configuration, memory, clock);
  private final ClientSignIn clients =
      new ClientSignIn(
          store,
          configuration,
          memory,
          uses,
          new FakeForeignTokens(),
          Duration.ofMinutes(10),
          clock);

  @AfterEach
  void stop() {
    uses.stop();
  }

  private static ServiceProvider.Draft draft(boolean enabled, Set<Permission> scopes) {
    return new ServiceProvider.Draft(
        "hr-feed",
        "",
        enabled,
        "PRIMARY",
        scopes,
        true,
        List.of(),
        Set.of(),
        Set.of(),
        ServiceProvider.Outbound.EVERYWHERE);
  }

  private ServiceProvider created() {
    return providers.create(ADMIN, draft(true, READ_WRITE));
  }

  private String secret(ServiceProvider of) {
    return providers.addSecret(ADMIN, of.id(), null).value();
  }

  private Optional<Client> signIn(ServiceProvider provider, String secret) {
    return clients.withSecret(provider.id().toString(), secret);
  }

  private String token(ServiceProvider provider, String secret) {
    return clients.issue(signIn(provider, secret).orElseThrow(), READ_WRITE).value();
  }

  private static Problem refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(RejectedException.class, call).first();
  }

  @Test
  void a_secret_signs_in_and_is_kept_as_a_digest_only() {
    ServiceProvider hr = created();
    ClientSecret.Issued made = providers.addSecret(ADMIN, hr.id(), null);

    Client client = signIn(hr, made.value()).orElseThrow();
    assertThat(client.name()).isEqualTo("hr-feed");
    assertThat(client.scopes()).isEqualTo(READ_WRITE);
    assertThat(made.value()).hasSize(47).startsWith("tcs_");
    assertThat(made.toString()).doesNotContain(made.value());
    assertThat(signIn(hr, made.value() + "x")).isEmpty();
    assertThat(signIn(hr, "")).isEmpty();
    assertThat(clients.withSecret(UUID.randomUUID().toString(), made.value())).isEmpty();
    assertThat(clients.withSecret("hr-feed", made.value())).isEmpty();
    assertThat(store.documents.items("service-provider").get(0).document().get("secrets"))
        .asString()
        .doesNotContain(made.value());
  }

  @Test
  void a_secret_is_rotated_without_a_gap() {
    ServiceProvider hr = created();
    ClientSecret.Issued first = providers.addSecret(ADMIN, hr.id(), null);
    ClientSecret.Issued second = providers.addSecret(ADMIN, hr.id(), null);
    assertThat(refusal(() -> secret(hr)).kind()).isEqualTo(Problem.Kind.CONFLICT);
    assertThat(signIn(hr, first.value())).isPresent();
    assertThat(signIn(hr, second.value())).isPresent();

    providers.removeSecret(ADMIN, hr.id(), first.secret().id());

    assertThat(signIn(hr, first.value())).isEmpty();
    assertThat(signIn(hr, second.value())).isPresent();
    assertThat(providers.secrets(hr.id()))
        .extracting(ClientSecret::id)
        .containsExactly(second.secret().id());
    assertThat(secret(hr)).isNotEqualTo(first.value());
  }

  @Test
  void a_secret_ends_when_it_was_said_to() {
    ServiceProvider hr = created();
    Instant end = clock.instant().plusSeconds(60);
    String value = providers.addSecret(ADMIN, hr.id(), end).value();
    String token = token(hr, value);
    clock.pass(Duration.ofSeconds(60));

    assertThat(signIn(hr, value)).isEmpty();
    assertThat(clients.byToken(token)).as("nor do its tokens").isEmpty();
    assertThat(refusal(() -> providers.addSecret(ADMIN, hr.id(), clock.instant())).kind())
        .isEqualTo(Problem.Kind.INVALID_VALUE);
  }

  @Test
  void a_token_lasts_ten_minutes() {
    ServiceProvider hr = created();
    String token = token(hr, secret(hr));
    clock.pass(Duration.ofMinutes(10).minusMillis(1));
    assertThat(clients.byToken(token)).isPresent();
    clock.pass(Duration.ofMillis(1));
    assertThat(clients.byToken(token)).isEmpty();
    assertThat(clients.byToken("tat_" + "A".repeat(43))).isEmpty();
    assertThat(clients.byToken("x")).isEmpty();
  }

  @Test
  void a_token_has_what_was_asked_for_and_the_provider_still_has() {
    ServiceProvider hr = created();
    Client client = signIn(hr, secret(hr)).orElseThrow();
    String narrow = clients.issue(client, Set.of(Permission.USERS_READ)).value();
    String wide =
        clients.issue(client, Set.of(Permission.USERS_WRITE, Permission.CONFIG_WRITE)).value();
    assertThat(permissions(narrow)).containsExactly(Permission.USERS_READ);
    assertThat(permissions(wide)).containsExactly(Permission.USERS_WRITE);

    change(hr, true, Set.of(Permission.USERS_READ));

    assertThat(permissions(narrow)).containsExactly(Permission.USERS_READ);
    assertThat(permissions(wide)).isEmpty();
  }

  private Set<Permission> permissions(String token) {
    return clients.byToken(token).map(Access::permissions).orElseThrow();
  }

  private ServiceProvider change(ServiceProvider of, boolean enabled, Set<Permission> scopes) {
    long version = providers.get(of.id()).orElseThrow().version();
    return providers.replace(ADMIN, of.id(), version, draft(enabled, scopes));
  }

  @Test
  void a_disabled_one_is_out_at_once_with_its_tokens() {
    ServiceProvider hr = created();
    String secret = secret(hr);
    String token = token(hr, secret);

    change(hr, false, READ_WRITE);
    assertThat(signIn(hr, secret)).isEmpty();
    assertThat(clients.byToken(token)).isEmpty();
    change(hr, true, READ_WRITE);
    assertThat(signIn(hr, secret)).isPresent();
  }

  @Test
  void a_removed_secret_takes_its_tokens_with_it() {
    ServiceProvider hr = created();
    ClientSecret.Issued first = providers.addSecret(ADMIN, hr.id(), null);
    String second = secret(hr);
    String gone = token(hr, first.value());
    String stays = token(hr, second);

    providers.removeSecret(ADMIN, hr.id(), first.secret().id());

    assertThat(clients.byToken(gone)).isEmpty();
    assertThat(clients.byToken(stays)).isPresent();
  }

  @Test
  void tokens_are_listed_and_revoked_by_id_by_the_client_and_all_together() {
    ServiceProvider hr = created();
    String secret = secret(hr);
    Client client = signIn(hr, secret).orElseThrow();
    String one = token(hr, secret);
    clock.pass(Duration.ofSeconds(1));
    String two = token(hr, secret);
    List<IssuedToken> tokens = providers.tokens(hr.id(), 10);
    assertThat(tokens).hasSize(2);

    providers.revokeToken(ADMIN, hr.id(), tokens.get(0).id());
    assertThat(clients.byToken(two)).isEmpty();
    assertThat(clients.byToken(one)).isPresent();
    assertThat(clients.revoke(client, one)).isTrue();
    assertThat(clients.revoke(client, one)).isFalse();
    assertThat(clients.byToken(one)).isEmpty();
    token(hr, secret);
    assertThat(providers.revokeTokens(ADMIN, hr.id())).isEqualTo(1);
  }

  @Test
  void nobody_revokes_the_token_of_another() {
    ServiceProvider hr = created();
    String token = token(hr, secret(hr));
    ServiceProvider other =
        providers.create(
            ADMIN,
            new ServiceProvider.Draft(
                "other",
                "",
                true,
                "primary",
                Set.of(),
                true,
                List.of(),
                Set.of(),
                Set.of(),
                ServiceProvider.Outbound.EVERYWHERE));
    Client stranger = signIn(other, secret(other)).orElseThrow();

    assertThat(clients.revoke(stranger, token)).isFalse();
    assertThat(clients.byToken(token)).isPresent();
  }

  @Test
  void a_removed_one_is_gone_with_all_it_had() {
    ServiceProvider hr = created();
    String secret = secret(hr);
    String token = token(hr, secret);

    providers.delete(ADMIN, hr.id(), providers.get(hr.id()).orElseThrow().version());

    assertThat(providers.get(hr.id())).isEmpty();
    assertThat(signIn(hr, secret)).isEmpty();
    assertThat(clients.byToken(token)).isEmpty();
    assertThat(clients.isClient(hr.id().toString())).isFalse();
    assertThat(store.tokens.byDigest).isEmpty();
  }

  @Test
  void nobody_gives_what_they_do_not_have() {
    Caller modest =
        new Caller(
            "tool",
            "tool",
            "PRIMARY",
            Channel.ADMIN_API,
            "test",
            Set.of(Permission.CONFIG_WRITE, Permission.USERS_READ),
            null);
    ServiceProvider hr = created();

    Problem create = refusal(() -> providers.create(modest, draft(true, READ_WRITE)));
    assertThat(create.kind()).isEqualTo(Problem.Kind.FORBIDDEN);
    assertThat(create.detail()).contains("scim.users.write").doesNotContain("scim.users.read");
    assertThat(refusal(() -> providers.addSecret(modest, hr.id(), null)).kind())
        .isEqualTo(Problem.Kind.FORBIDDEN);
    assertThat(refusal(() -> providers.replace(modest, hr.id(), 1, draft(true, READ_WRITE))).kind())
        .isEqualTo(Problem.Kind.FORBIDDEN);
  }

  @Test
  void the_resident_one_is_there_and_cannot_be_touched() {
    UUID resident = ServiceProvider.RESIDENT.id();
    assertThat(providers.list()).containsExactly(ServiceProvider.RESIDENT);
    assertThat(refusal(() -> providers.delete(ADMIN, resident, 0)).kind())
        .isEqualTo(Problem.Kind.CONFLICT);
    assertThat(refusal(() -> providers.addSecret(ADMIN, resident, null)).kind())
        .isEqualTo(Problem.Kind.CONFLICT);
    assertThat(clients.isClient(resident.toString())).isFalse();
    ServiceProvider.Draft double1 =
        new ServiceProvider.Draft(
            "resident",
            "",
            true,
            "PRIMARY",
            Set.of(),
            true,
            List.of(),
            Set.of(),
            Set.of(),
            ServiceProvider.Outbound.EVERYWHERE);
    assertThat(refusal(() -> providers.create(ADMIN, double1)).kind())
        .isEqualTo(Problem.Kind.UNIQUENESS);
  }

  @Test
  void the_resident_one_gets_a_mode_and_nothing_else() {
    UUID resident = ServiceProvider.RESIDENT.id();
    ServiceProvider changed =
        providers.replace(
            ADMIN, resident, 0, resident("PRIMARY", Set.of(), ServiceProvider.Mode.PERSIST));

    assertThat(changed.version()).isEqualTo(1);
    assertThat(changed.secretsAllowed()).isFalse();
    assertThat(providers.get(resident)).contains(changed);
    assertThat(providers.list()).containsExactly(changed);
    assertThat(configuration.refresh().outbound("resident").mode())
        .isEqualTo(ServiceProvider.Mode.PERSIST);
    assertThat(clients.isClient(resident.toString())).isFalse();
    assertThat(residentRefused("SALES", Set.of()).where()).hasToString("Optional[userStore]");
    assertThat(residentRefused("PRIMARY", READ_WRITE).where()).hasToString("Optional[scopes]");
    assertThat(refusal(() -> providers.delete(ADMIN, resident, 1)).kind())
        .isEqualTo(Problem.Kind.CONFLICT);
  }

  private Problem residentRefused(String userStore, Set<Permission> scopes) {
    return refusal(
        () ->
            providers.replace(
                ADMIN,
                ServiceProvider.RESIDENT.id(),
                1,
                resident(userStore, scopes, ServiceProvider.Mode.PERSIST)));
  }

  private static ServiceProvider.Draft resident(
      String userStore, Set<Permission> scopes, ServiceProvider.Mode mode) {
    return new ServiceProvider.Draft(
        "resident",
        "",
        true,
        userStore,
        scopes,
        true,
        List.of(),
        Set.of(),
        Set.of(),
        new ServiceProvider.Outbound(mode, List.of()));
  }

  @Test
  void bad_drafts_are_refused_with_their_field() {
    assertThat(field("Not Good", "PRIMARY", Set.of())).isEqualTo("name");
    assertThat(field("good", "NOWHERE", Set.of())).isEqualTo("userStore");
    assertThat(field("good", "PRIMARY", Set.of("abc"))).isEqualTo("certificates");
    ServiceProvider hr = created();
    ServiceProvider.Draft renamed =
        new ServiceProvider.Draft(
            "other",
            "",
            true,
            "PRIMARY",
            Set.of(),
            true,
            List.of(),
            Set.of(),
            Set.of(),
            ServiceProvider.Outbound.EVERYWHERE);
    assertThat(refusal(() -> providers.replace(ADMIN, hr.id(), 1, renamed)).where())
        .hasToString("Optional[name]");
    assertThat(refusal(() -> providers.replace(ADMIN, hr.id(), 7, draft(true, Set.of()))).kind())
        .isEqualTo(Problem.Kind.STALE);
  }

  private String field(String name, String userStore, Set<String> certificates) {
    ServiceProvider.Draft draft =
        new ServiceProvider.Draft(
            name,
            "",
            true,
            userStore,
            Set.of(),
            true,
            List.of(),
            certificates,
            Set.of(),
            ServiceProvider.Outbound.EVERYWHERE);
    return refusal(() -> providers.create(ADMIN, draft)).where().orElseThrow().toString();
  }

  @Test
  void fingerprints_are_taken_as_tools_print_them() {
    ServiceProvider.Draft draft =
        new ServiceProvider.Draft(
            "hr",
            "",
            true,
            "PRIMARY",
            Set.of(),
            true,
            List.of(),
            Set.of("AB:".repeat(31) + "AB"),
            Set.of(),
            ServiceProvider.Outbound.EVERYWHERE);
    assertThat(providers.create(ADMIN, draft).certificates()).containsExactly("ab".repeat(32));
  }
}
