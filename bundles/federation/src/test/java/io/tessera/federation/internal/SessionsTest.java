package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Outcome;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private DoorInTest door;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    door = new DoorInTest();
    browser = door.browser();
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    browser.signIn("acme", "alice");
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  private boolean isSignedIn() {
    return browser.get("/login/me").statusCode() == 200;
  }

  @Test
  void a_session_nobody_uses_ends_after_a_quarter_of_an_hour() {
    door.clock.pass(Duration.ofMinutes(14));
    assertThat(isSignedIn()).isTrue();
    door.clock.pass(Duration.ofMinutes(14));
    assertThat(isSignedIn()).isTrue();
    door.clock.pass(Duration.ofMinutes(15));
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void a_session_that_is_used_ends_after_eight_hours() {
    for (int i = 0; i < 47; i++) {
      door.clock.pass(Duration.ofMinutes(10));
      assertThat(isSignedIn()).isTrue();
    }
    door.clock.pass(Duration.ofMinutes(10));
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void a_session_ends_with_its_identity_provider() {
    door.signIn.disable("acme");
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void a_session_ends_when_the_account_is_disabled_for_good() {
    Outcome.SignedIn alice = (Outcome.SignedIn) door.signIn.account(door.signIn.arrivals.get(0));
    Attributes person = Attributes.builder().put("userName", "alice").build();
    Caller caller = Caller.internal("test", "test");
    door.provisioning.replace(
        caller,
        ResourceType.USER,
        alice.identity(),
        person.with("active", io.tessera.model.Value.bool(false)),
        Precondition.NONE,
        Set.of());
    assertThat(isSignedIn()).isFalse();

    door.provisioning.replace(
        caller, ResourceType.USER, alice.identity(), person, Precondition.NONE, Set.of());
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void a_made_up_session_is_none() {
    Browser stranger = door.browser();
    for (String cookie : new String[] {"x", "A".repeat(43), "A".repeat(5000), "\"><script>"}) {
      assertThat(stranger.get("/login/me", "Cookie", "tessera-session=" + cookie).statusCode())
          .as(cookie)
          .isEqualTo(303);
    }
  }
}
