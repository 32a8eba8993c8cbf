package io.tessera.provisioning.internal.federation;

import static io.tessera.provisioning.internal.federation.SigningInTest.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.RoleMapping;
import io.tessera.provisioning.api.admin.SignIn.Absent;
import io.tessera.provisioning.api.admin.SignIn.AttributeSync;
import io.tessera.provisioning.api.admin.SignIn.GroupSync;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Scheme;
import io.tessera.provisioning.api.federation.Outcome.SignedIn;
import io.tessera.store.jpa.internal.DerbyForTests;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantsTest {
  private static final RoleMapping[] ROLES = {
    new RoleMapping("r-one", "One"),
    new RoleMapping("r-two", "Two"),
    new RoleMapping("g-staff", "Staff"),
    new RoleMapping("g-guests", "Guests"),
    new RoleMapping("g-admins", "Admins")
  };

  private DerbyForTests derby;
  private World world;

  @BeforeAll
  void open() throws SQLException, IOException {
    derby = new DerbyForTests();
  }

  @AfterAll
  void close() {
    derby.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    world = new World(derby);
  }

  private static Jit jit(GroupSync sync, String... protectedGroups) {
    return new Jit(
        true,
        Scheme.SILENT,
        "PRIMARY",
        "",
        AttributeSync.OVERRIDE_ALL,
        sync,
        false,
        List.of(),
        List.of(protectedGroups),
        false);
  }

  private IdentityProvider corp(Jit jit) {
    return world.provider(
        "corp",
        jit,
        List.of(
            new ClaimMapping("login", "userName", ""), new ClaimMapping("groups", "groups", "")),
        ROLES);
  }

  private Set<String> rolesOf(ResourceId user) {
    return names(user, "roles", "value");
  }

  private Set<String> groupsOf(ResourceId user) {
    return names(user, "groups", "display");
  }

  private Set<String> names(ResourceId user, String attribute, String sub) {
    return world
        .read(user)
        .attributes()
        .get(attribute)
        .map(Value::elements)
        .orElse(List.of())
        .stream()
        .map(element -> ((Value.Complex) element).attributes().text(sub).orElse(""))
        .collect(Collectors.toSet());
  }

  private void giveByHand(ResourceId user, String role) {
    Resource present = world.read(user);
    world.provisioning.replace(
        World.ADMIN,
        ResourceType.USER,
        user,
        present
            .attributes()
            .with(
                "roles",
                Value.many(
                    List.of(Value.complex(Attributes.builder().put("value", role).build())))),
        Precondition.NONE,
        Set.of());
  }

  @Test
  void roles_and_groups_come_with_the_account_in_one_change_of_it() {
    world.role("One");
    world.group("Staff");
    IdentityProvider corp = corp(jit(GroupSync.MERGE));

    SignedIn in =
        world.enter(
            corp,
            "s",
            claims("login", "ann", "groups", "r-one", "groups", "g-staff", "groups", "x"));

    assertThat(rolesOf(in.identity())).containsExactly("One");
    assertThat(groupsOf(in.identity())).containsExactly("Staff");
    assertThat(world.changes(in.identity())).hasSize(1);
  }

  @Test
  void birthright_rules_apply_at_the_same_moment() {
    world.role("One");
    world.birthright("user.title == 'Boss'", "One");
    IdentityProvider corp =
        world.provider(
            "corp",
            jit(GroupSync.MERGE),
            List.of(
                new ClaimMapping("login", "userName", ""), new ClaimMapping("job", "title", "")));

    SignedIn in = world.enter(corp, "s", claims("login", "ann", "job", "Boss"));

    assertThat(rolesOf(in.identity())).containsExactly("One");
    assertThat(world.read(in.identity()).version()).isEqualTo(1);
  }

  @Test
  void override_takes_what_sign_in_gave_and_nothing_else() {
    world.role("One");
    world.role("Two");
    world.group("Staff");
    IdentityProvider corp = corp(jit(GroupSync.OVERRIDE));
    SignedIn in =
        world.enter(corp, "s", claims("login", "ann", "groups", "r-one", "groups", "g-staff"));
    ResourceId guests = world.group("Guests", in.identity());
    giveByHand(in.identity(), "Two");
    assertThat(rolesOf(in.identity())).containsExactlyInAnyOrder("Two");

    world.enter(corp, "s", claims("login", "ann", "groups", "r-one"));
    assertThat(rolesOf(in.identity())).containsExactlyInAnyOrder("One", "Two");
    assertThat(groupsOf(in.identity())).containsExactly("Guests");

    world.enter(corp, "s", claims("login", "ann", "groups", "unknown"));
    assertThat(rolesOf(in.identity())).containsExactly("Two");
    assertThat(groupsOf(in.identity())).containsExactly("Guests");
    assertThat(guests).isNotNull();
  }

  @Test
  void merge_adds_and_never_takes() {
    world.role("One");
    world.role("Two");
    IdentityProvider corp = corp(jit(GroupSync.MERGE));
    SignedIn in = world.enter(corp, "s", claims("login", "ann", "groups", "r-one"));

    world.enter(corp, "s", claims("login", "ann", "groups", "r-two"));

    assertThat(rolesOf(in.identity())).containsExactlyInAnyOrder("One", "Two");
  }

  @Test
  void what_was_given_by_hand_is_kept_even_when_the_provider_said_it_for_a_while() {
    IdentityProvider corp = corp(jit(GroupSync.KEEP_MANUAL));
    SignedIn in = world.enter(corp, "s", claims("login", "ann"));
    world.group("Staff", in.identity());
    world.enter(corp, "s", claims("login", "ann", "groups", "g-staff"));

    world.enter(corp, "s", claims("login", "ann", "groups", "other"));

    assertThat(groupsOf(in.identity())).containsExactly("Staff");
  }

  @Test
  void groups_that_are_not_told_or_are_told_elsewhere_are_not_taken() {
    world.role("One");
    IdentityProvider corp = corp(jit(GroupSync.OVERRIDE));
    SignedIn in = world.enter(corp, "s", claims("login", "ann", "groups", "r-one"));

    assertThat(world.enter(corp, "s", claims("login", "ann")).change()).isEmpty();
    assertThat(
            world
                .enter(
                    corp, "s", claims("login", "ann", "groups", "x", "_claim_names.groups", "src1"))
                .change())
        .isEmpty();
    assertThat(rolesOf(in.identity())).containsExactly("One");
  }

  @Test
  void absent_groups_are_taken_where_the_mapping_says_so() {
    world.role("One");
    IdentityProvider corp =
        world.provider(
            "corp",
            jit(GroupSync.OVERRIDE),
            List.of(
                new ClaimMapping("login", "userName", ""),
                new ClaimMapping("groups", "groups", "", null, Absent.CLEAR)),
            ROLES);
    SignedIn in = world.enter(corp, "s", claims("login", "ann", "groups", "r-one"));

    world.enter(corp, "s", claims("login", "ann"));

    assertThat(rolesOf(in.identity())).isEmpty();
  }

  @Test
  void protected_groups_and_what_leads_to_them_are_never_granted() {
    world.role("Admins");
    world.role("One", "Admins");
    ResourceId staff = world.group("Staff");
    world.group("Root", staff);
    IdentityProvider corp = corp(jit(GroupSync.OVERRIDE, "ADMINS", "root"));

    SignedIn in =
        world.enter(
            corp,
            "s",
            claims("login", "ann", "groups", "r-one", "groups", "g-admins", "groups", "g-staff"));

    assertThat(rolesOf(in.identity())).isEmpty();
    assertThat(groupsOf(in.identity())).isEmpty();
  }

  @Test
  void a_role_goes_with_all_it_came_with() {
    world.role("Two");
    world.role("One", "Two");
    IdentityProvider corp = corp(jit(GroupSync.OVERRIDE));
    SignedIn in = world.enter(corp, "s", claims("login", "ann", "groups", "r-one"));
    assertThat(rolesOf(in.identity())).containsExactlyInAnyOrder("One", "Two");

    world.enter(corp, "s", claims("login", "ann", "groups", "nothing"));

    assertThat(rolesOf(in.identity())).isEmpty();
  }
}
