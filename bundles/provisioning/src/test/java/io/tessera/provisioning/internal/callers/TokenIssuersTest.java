package io.tessera.provisioning.internal.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Subject;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenIssuersTest {
  private static final Caller ADMIN = Caller.internal("admin", "test");
  private static final String ISS = "https://login.example.com/";

  private final MemoryStore store = new MemoryStore();
  private final SettableClock clock = new SettableClock();
  private final FakeForeignTokens foreign = new FakeForeignTokens();
  private final LiveConfiguration configuration =
      new LiveConfiguration(store, new CelExpressionEngine());
  private final TokenMemory memory = new TokenMemory(store);
  private final LastUseLog uses = new LastUseLog(store);
  private final TokenIssuerAdministration issuers =
      new TokenIssuerAdministration(store, configuration, foreign);
  private final ServiceProviderAdministration providers =
      new ServiceProviderAdministration(store, configuration, memory, clock);
  private final ClientSignIn clients =
      new ClientSignIn(store, configuration, memory, uses, foreign, Duration.ofMinutes(10), clock);

  @AfterEach
  void stop() {
    uses.stop();
  }

  private static TokenIssuer.Draft draft(String name, String iss, boolean on, String scopeClaim) {
    return new TokenIssuer.Draft(
        name, "", on, iss, "tessera", Set.of("RS256"), "sub", scopeClaim, "{}", "");
  }

  private TokenIssuer corporate() {
    return issuers.create(ADMIN, draft("corporate", ISS, true, "scope"));
  }

  private ServiceProvider provider(String name, String subject) {
    return providers.create(ADMIN, provided(name, subject, true));
  }

  private static ServiceProvider.Draft provided(String name, String subject, boolean enabled) {
    return new ServiceProvider.Draft(
        name,
        "",
        enabled,
        "PRIMARY",
        Set.of(Permission.USERS_READ, Permission.USERS_WRITE),
        false,
        List.of(new Subject("corporate", subject)),
        Set.of(),
        Set.of(),
        ServiceProvider.Outbound.EVERYWHERE);
  }

  private String token(String rest) {
    String token = ISS + "|" + rest;
    foreign.ends.put(token, clock.instant().plusSeconds(300));
    return token;
  }

  private static Problem refusal(ThrowingCallable call) {
    return catchThrowableOfType(RejectedException.class, call).first();
  }

  @Test
  void a_token_stands_for_the_service_provider_that_names_its_subject() {
    corporate();
    ServiceProvider hr = provider("hr", "s-1");
    provider("crm", "s-2");

    Access access = clients.byToken(token("s-1|scim.users.read config.write x")).orElseThrow();

    assertThat(access.client().id()).isEqualTo(hr.id());
    assertThat(access.permissions()).containsExactly(Permission.USERS_READ);
    assertThat(access.issuerIfForeign()).contains(ISS);
    assertThat(clients.byToken(token("s-2|scim.users.read")).orElseThrow().client().name())
        .isEqualTo("crm");
    assertThat(clients.byToken(token("s-3|scim.users.read"))).isEmpty();
    assertThat(clients.byToken("https://evil/|s-1|scim.users.read")).isEmpty();
    assertThat(clients.byToken(ISS + "|s-1|unsigned")).isEmpty();
  }

  @Test
  void a_token_without_scopes_may_nothing_unless_the_issuer_has_none_of_ours() {
    TokenIssuer issuer = corporate();
    provider("hr", "s-1");
    assertThat(clients.byToken(token("s-1")).orElseThrow().permissions()).isEmpty();

    issuers.replace(ADMIN, issuer.id(), 1, draft("corporate", ISS, true, ""));

    assertThat(clients.byToken(token("s-1")).orElseThrow().permissions()).hasSize(2);
  }

  @Test
  void a_token_is_verified_once_a_minute_and_when_its_issuer_changes() {
    TokenIssuer issuer = corporate();
    provider("hr", "s-1");
    String token = token("s-1|scim.users.read");
    for (int i = 0; i < 10; i++) {
      assertThat(clients.byToken(token)).isPresent();
    }
    assertThat(foreign.verified).hasValue(1);
    clock.pass(Duration.ofMinutes(1));
    clients.byToken(token);
    assertThat(foreign.verified).hasValue(2);
    issuers.replace(ADMIN, issuer.id(), 1, draft("corporate", ISS, true, "scope"));
    clients.byToken(token);
    assertThat(foreign.verified).hasValue(3);
  }

  @Test
  void it_ends_when_it_ends_and_when_issuer_or_provider_are_switched_off() {
    TokenIssuer issuer = corporate();
    ServiceProvider hr = provider("hr", "s-1");
    String shortly = token("s-1|scim.users.read");
    foreign.ends.put(shortly, clock.instant().plusSeconds(10));
    assertThat(clients.byToken(shortly)).isPresent();
    foreign.ends.remove(shortly);
    clock.pass(Duration.ofSeconds(10));
    assertThat(clients.byToken(shortly)).isEmpty();

    String token = token("s-1|scim.users.read");
    assertThat(clients.byToken(token)).isPresent();
    providers.replace(ADMIN, hr.id(), 1, provided("hr", "s-1", false));
    assertThat(clients.byToken(token)).isEmpty();
    providers.replace(ADMIN, hr.id(), 2, provided("hr", "s-1", true));
    assertThat(clients.byToken(token)).isPresent();
    issuers.replace(ADMIN, issuer.id(), 1, draft("corporate", ISS, false, "scope"));
    assertThat(clients.byToken(token)).isEmpty();
  }

  @Test
  void a_subject_is_one_service_provider_and_its_issuer_is_there() {
    TokenIssuer issuer = corporate();
    provider("hr", "s-1");
    assertThat(refusal(() -> provider("crm", "s-1")).kind()).isEqualTo(Problem.Kind.UNIQUENESS);
    assertThat(refusal(() -> issuers.delete(ADMIN, issuer.id(), 1)).detail()).contains("hr");
    ServiceProvider.Draft elsewhere =
        new ServiceProvider.Draft(
            "x",
            "",
            true,
            "PRIMARY",
            Set.of(),
            false,
            List.of(new Subject("nobody", "s")),
            Set.of(),
            Set.of(),
            ServiceProvider.Outbound.EVERYWHERE);
    assertThat(refusal(() -> providers.create(ADMIN, elsewhere)).detail()).contains("nobody");
    ServiceProvider hr = providers.list().get(1);
    providers.delete(ADMIN, hr.id(), hr.version());
    issuers.delete(ADMIN, issuer.id(), 1);
    assertThat(issuers.list()).isEmpty();
  }

  @Test
  void nobody_gets_a_secret_where_none_is_allowed() {
    corporate();
    ServiceProvider hr = provider("hr", "s-1");
    assertThat(refusal(() -> providers.addSecret(ADMIN, hr.id(), null)).kind())
        .isEqualTo(Problem.Kind.CONFLICT);
  }

  @Test
  void bad_issuers_are_refused_with_their_field() {
    corporate();
    assertThat(field(draft("Bad Name", "https://x/", true, ""))).contains("name");
    assertThat(field(draft("other", ISS, true, ""))).as("whose keys?").contains("issuer");
    assertThat(field(draft("other", " ", true, ""))).contains("issuer");
    assertThat(field(keys(Set.of("none"), "{}", ""))).contains("algorithms");
    assertThat(field(keys(Set.of("HS256", "RS256"), "{}", ""))).contains("algorithms");
    assertThat(field(keys(Set.of(), "{}", ""))).contains("algorithms");
    assertThat(field(keys(Set.of("RS256"), "", ""))).contains("keySet");
    assertThat(field(keys(Set.of("RS256"), "{}", "https://x/"))).contains("keySet");
    for (String uri :
        List.of("http://x/", "file:///etc/passwd", "https:x", "https://u:p@x/", "?")) {
      assertThat(field(keys(Set.of("RS256"), "", uri))).contains("keySetUri");
    }
    foreign.fault = "they are no keys.";
    assertThat(field(keys(Set.of("RS256"), "{}", ""))).contains("keySet");
  }

  private static TokenIssuer.Draft keys(Set<String> algorithms, String keySet, String uri) {
    return new TokenIssuer.Draft(
        "other", "", true, "https://o/", "tessera", algorithms, "sub", "", keySet, uri);
  }

  private Optional<String> field(TokenIssuer.Draft draft) {
    return refusal(() -> issuers.create(ADMIN, draft)).where().map(Object::toString);
  }
}
