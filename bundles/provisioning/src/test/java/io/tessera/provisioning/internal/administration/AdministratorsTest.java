package io.tessera.provisioning.internal.administration;

import static io.tessera.provisioning.api.admin.AdministratorRole.ADMINISTRATOR;
import static io.tessera.provisioning.api.admin.AdministratorRole.AUDITOR;
import static io.tessera.provisioning.api.admin.AdministratorRole.HELP_DESK;
import static io.tessera.provisioning.api.admin.AdministratorRole.OPERATOR;
import static io.tessera.provisioning.api.admin.AdministratorRole.TARGET_ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.crypto.PasswordHasher;
import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Sender;
import io.tessera.provisioning.api.TargetScope;
import io.tessera.provisioning.api.admin.Administrator;
import io.tessera.provisioning.api.admin.AdministratorRole;
import io.tessera.provisioning.internal.callers.SettableClock;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.federation.MemoryForTests;
import io.tessera.store.jpa.internal.DerbyForTests;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Administrators and their sessions on the real store. */
class AdministratorsTest {
  private static final Caller ADMIN = Caller.internal("admin", "test");
  private static final Sender SENDER =
      new Sender("192.0.2.7", Channel.ADMIN_API, "cause-of-a-session");
  private static DerbyForTests derby;

  @TempDir Path data;
  private final String password = UUID.randomUUID().toString();
  private final SettableClock clock = new SettableClock();
  private AdministratorAccounts accounts;
  private AdministratorAdministration register;
  private ConsoleSessions sessions;

  @BeforeAll
  static void open() throws Exception {
    derby = new DerbyForTests();
  }

  @AfterAll
  static void close() {
    derby.close();
  }

  @BeforeEach
  void start() throws Exception {
    derby.clear();
    Store store = derby.store();
    Path file = Files.writeString(data.resolve("password"), password);
    accounts = new AdministratorAccounts(store, new Hasher(), data, file.toString());
    register =
        new AdministratorAdministration(
            store, new LiveConfiguration(store, new CelExpressionEngine()), accounts);
    sessions = onAnotherNode();
  }

  private ConsoleSessions onAnotherNode() {
    return new ConsoleSessions(MemoryForTests.of(derby.store(), clock), accounts, clock);
  }

  private static Administrator.Draft draft(String name, AdministratorRole... roles) {
    return new Administrator.Draft(name, "", "", Set.of(roles), Set.of(), true);
  }

  private Administrator create(String name, AdministratorRole... roles) {
    return register.create(ADMIN, draft(name, roles), password);
  }

  private static Problem refusal(Runnable work) {
    return Objects.requireNonNull(
            catchThrowableOfType(RejectedException.class, work::run), "nothing was refused")
        .first();
  }

  private static Optional<String> field(Runnable work) {
    return refusal(work).where().map(AttributePath::toString);
  }

  @Test
  void the_first_administrator_may_do_everything() {
    assertThat(register.list()).extracting(Administrator::name).containsExactly("admin");
    assertThat(register.get("ADMIN").orElseThrow().roles()).containsExactly(ADMINISTRATOR);
    assertThat(accounts.credential("admin").orElseThrow().permissions())
        .containsExactlyInAnyOrder(Permission.values());
  }

  @Test
  void administrators_are_made_changed_and_deleted() {
    Administrator made = create("bob", OPERATOR);
    assertThat(made.version()).isEqualTo(1);
    assertThat(accounts.credential("Bob").orElseThrow().permissions())
        .contains(Permission.QUEUE_OPERATE)
        .doesNotContain(Permission.CONFIG_WRITE, Permission.ADMINISTRATORS_READ);

    Administrator changed =
        register.replace(
            ADMIN,
            "bob",
            1,
            new Administrator.Draft(
                "bob", "Bob", "bob@example.org", Set.of(AUDITOR, HELP_DESK), Set.of(), true));
    assertThat(register.get("bob")).contains(changed);
    assertThat(accounts.credential("bob").orElseThrow().permissions())
        .contains(Permission.USERS_WRITE, Permission.AUDIT_READ)
        .doesNotContain(Permission.USERS_DELETE);
    assertThat(refusal(() -> register.delete(ADMIN, "bob", 1)).kind())
        .isEqualTo(Problem.Kind.STALE);
    register.delete(ADMIN, "bob", 2);
    assertThat(accounts.credential("bob")).isEmpty();
  }

  @Test
  void what_is_wrong_is_told_at_its_field() {
    assertThat(field(() -> create("no spaces", AUDITOR))).contains("name");
    assertThat(field(() -> create(UUID.randomUUID().toString(), AUDITOR))).contains("name");
    assertThat(field(() -> create("PRIMARY/bob", AUDITOR))).contains("name");
    assertThat(field(() -> create("Admin", AUDITOR))).contains("name");
    assertThat(field(() -> create("bob"))).contains("roles");
    assertThat(field(() -> create("bob", TARGET_ADMINISTRATOR))).contains("targets");
    assertThat(field(() -> create("bob", TARGET_ADMINISTRATOR, OPERATOR))).contains("roles");
    assertThat(field(() -> register.create(ADMIN, draft("bob", AUDITOR), "short")))
        .contains("password");
    Administrator.Draft elsewhere =
        new Administrator.Draft("bob", "", "", Set.of(TARGET_ADMINISTRATOR), Set.of("x"), true);
    assertThat(field(() -> register.create(ADMIN, elsewhere, password))).contains("targets");
    Administrator.Draft mail =
        new Administrator.Draft("bob", "", "nowhere", Set.of(AUDITOR), Set.of(), true);
    assertThat(field(() -> register.create(ADMIN, mail, password))).contains("email");
  }

  @Test
  void somebody_who_may_do_everything_is_always_left() {
    create("bob", AUDITOR);
    Administrator.Draft disabled =
        new Administrator.Draft("admin", "", "", Set.of(ADMINISTRATOR), Set.of(), false);

    assertThat(refusal(() -> register.delete(ADMIN, "admin", 1)).kind())
        .isEqualTo(Problem.Kind.CONFLICT);
    assertThat(refusal(() -> register.replace(ADMIN, "admin", 1, disabled)).kind())
        .isEqualTo(Problem.Kind.CONFLICT);
    assertThat(refusal(() -> register.replace(ADMIN, "admin", 1, draft("admin", AUDITOR))).kind())
        .isEqualTo(Problem.Kind.CONFLICT);

    create("carol", ADMINISTRATOR);
    register.delete(ADMIN, "admin", 1);
    assertThat(register.get("admin")).isEmpty();
  }

  @Test
  void who_only_tries_changes_nothing() {
    Caller trying = ADMIN.trying();

    assertThat(register.create(trying, draft("bob", AUDITOR), password).name()).isEqualTo("bob");
    assertThat(register.get("bob")).isEmpty();
    assertThat(refusal(() -> register.delete(trying, "admin", 1)).kind())
        .as("what would be refused is")
        .isEqualTo(Problem.Kind.CONFLICT);
  }

  @Test
  void a_target_administrator_is_limited_to_its_targets() {
    assertThat(accounts.credential("admin").orElseThrow().targets()).isEqualTo(TargetScope.ALL);
    assertThat(AdministratorRole.permissionsOf(Set.of(TARGET_ADMINISTRATOR)))
        .doesNotContain(Permission.CONFIG_READ, Permission.CONFIG_WRITE);
  }

  @Test
  void a_session_is_good_on_every_node_until_it_is_closed() {
    var session = sessions.open("admin", SENDER);

    assertThat(session.id()).hasSize(43);
    assertThat(session.csrf()).isNotEqualTo(session.id());
    assertThat(onAnotherNode().find(session.id()))
        .hasValueSatisfying(other -> assertThat(other.csrf()).isEqualTo(session.csrf()));
    sessions.close(session.id(), SENDER);
    assertThat(sessions.find(session.id())).isEmpty();
    assertThat(onAnotherNode().find(session.id())).isEmpty();
    assertThat(sessions.find("x")).isEmpty();
    assertThat(sessions.find("a".repeat(43))).isEmpty();
  }

  @Test
  void signing_in_and_out_is_in_the_journal_with_the_address_and_without_the_id() {
    var session = sessions.open("ADMIN", SENDER);
    sessions.close(session.id(), SENDER);
    sessions.close(session.id(), SENDER);

    List<AuditTrail.Entry> records = records(AuditTrail.Kind.SIGN_IN);
    assertThat(records)
        .extracting(record -> record.facts().text("action").orElseThrow())
        .containsExactly("signed_out", "signed_in");
    assertThat(records).extracting(record -> record.origin().actor()).containsOnly("admin");
    assertThat(records)
        .extracting(record -> record.facts().text("address").orElseThrow())
        .containsOnly("192.0.2.7");
    assertThat(records.get(0).facts().text("session"))
        .isEqualTo(records.get(1).facts().text("session"));
    assertThat(session.id() + session.csrf())
        .doesNotContain(records.get(0).facts().text("session").orElseThrow());
  }

  @Test
  void what_is_done_to_administrators_is_in_the_journal_without_passwords() {
    create("carla", AUDITOR);
    register.setPassword(ADMIN, "carla", "another long password");

    List<AuditTrail.Entry> records = records(AuditTrail.Kind.CONFIGURE);
    assertThat(records.get(0).facts().get("secrets"))
        .contains(Value.many(List.of(Value.text("password"))));
    assertThat(records.get(0).origin().actor()).isEqualTo("admin");
    assertThat(records.get(1).facts().text("action")).contains("created");
    assertThat(records)
        .extracting(AuditTrail.Entry::facts)
        .noneMatch(
            facts ->
                facts.names().stream()
                    .anyMatch(name -> facts.text(name).orElse("").contains("argon2")));
  }

  private static List<AuditTrail.Entry> records(AuditTrail.Kind kind) {
    AuditTrail.Selection selection =
        new AuditTrail.Selection(null, null, null, null, null, null, null, kind, null);
    return derby.audit().find(selection, null, 10).entries();
  }

  @Test
  void another_node_takes_five_seconds_to_learn_that_a_session_was_closed() {
    ConsoleSessions other = onAnotherNode();
    String id = sessions.open("admin", SENDER).id();
    assertThat(other.use(id)).isPresent();
    sessions.close(id, SENDER);

    clock.pass(Duration.ofSeconds(6));
    assertThat(other.use(id)).isEmpty();
  }

  @Test
  void half_an_hour_without_use_ends_a_session() {
    String id = sessions.open("admin", SENDER).id();

    clock.pass(Duration.ofMinutes(29));
    assertThat(sessions.use(id)).isPresent();
    clock.pass(Duration.ofMinutes(29));
    assertThat(onAnotherNode().find(id)).as("looking is no use").isPresent();
    clock.pass(Duration.ofMinutes(2));
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void after_twelve_hours_a_session_ends_however_much_it_is_used() {
    String id = sessions.open("admin", SENDER).id();
    for (int i = 0; i < 35; i++) {
      clock.pass(Duration.ofMinutes(20));
      assertThat(sessions.use(id)).isPresent();
    }
    clock.pass(Duration.ofMinutes(20));
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void a_changed_password_ends_the_session() {
    create("bob", AUDITOR);
    String own = sessions.open("admin", SENDER).id();
    String given = sessions.open("bob", SENDER).id();

    accounts.changePassword(ADMIN, UUID.randomUUID().toString());
    register.setPassword(ADMIN, "bob", UUID.randomUUID().toString());

    assertThat(sessions.find(own)).isEmpty();
    assertThat(sessions.find(given)).isEmpty();
  }

  @Test
  void a_session_of_somebody_who_was_disabled_does_not_come_back() {
    create("bob", AUDITOR);
    String id = sessions.open("bob", SENDER).id();

    register.replace(
        ADMIN, "bob", 1, new Administrator.Draft("bob", "", "", Set.of(AUDITOR), Set.of(), false));
    assertThat(sessions.find(id)).isEmpty();
    register.replace(ADMIN, "bob", 2, draft("bob", AUDITOR));
    assertThat(sessions.find(id)).isEmpty();
  }

  @Test
  void other_roles_act_in_the_session_that_is_there() {
    create("bob", AUDITOR);
    String id = sessions.open("bob", SENDER).id();

    register.replace(ADMIN, "bob", 1, draft("bob", OPERATOR));

    assertThat(sessions.find(id).orElseThrow().administrator().permissions())
        .contains(Permission.QUEUE_OPERATE);
  }

  @Test
  void an_administrator_of_the_same_name_does_not_get_the_session_of_the_one_before() {
    create("bob", AUDITOR);
    String id = sessions.open("bob", SENDER).id();
    register.delete(ADMIN, "bob", 1);
    create("bob", OPERATOR);

    assertThat(sessions.find(id)).isEmpty();
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
