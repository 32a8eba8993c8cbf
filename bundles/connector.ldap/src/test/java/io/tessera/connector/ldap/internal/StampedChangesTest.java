package io.tessera.connector.ldap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.directory.ChangeSettings;
import io.tessera.connector.directory.DirectoryTarget;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes by the time of the last one, for directories that have nothing better. */
class StampedChangesTest {
  private final Hands clock = new Hands();
  private TestDirectory directory;
  private DirectoryTarget target;

  /** A clock that goes when it is told to. */
  private static final class Hands extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() throws Exception {
    directory = new TestDirectory();
    LdapSettings settings =
        LdapSettings.of(
            Configurations.of(
                LdapConnector.Config.class,
                TestDirectory.settings(directory.server.getListenPort(), directory.password)));
    target =
        new DirectoryTarget(
            settings.server(),
            settings.layout(),
            new LdapDialect(settings.idAttribute(), settings.lock()),
            ChangeSettings.stamps(clock));
  }

  @AfterEach
  void stop() {
    target.close();
    directory.close();
  }

  private RemoteId created(String uid) throws InterruptedException {
    Outcome outcome = target.apply(Operations.creation(Operations.person(uid)));
    return ((Outcome.Applied) outcome).remoteId();
  }

  private RemoteChanges.Known since(String token, int most) throws InterruptedException {
    return (RemoteChanges.Known) target.changes(ObjectType.USER, token, most);
  }

  private static List<RemoteId> ids(RemoteChanges.Known known) {
    return known.changes().stream().map(RemoteChanges.RemoteChange::id).toList();
  }

  @Test
  void what_is_young_is_told_again_until_nothing_late_can_come() throws Exception {
    String token = since(null, 10).token();
    RemoteId alice = created("alice");
    RemoteChanges.Known first = since(token, 10);
    assertThat(ids(first)).containsExactly(alice);
    RemoteChanges.Known again = since(first.token(), 10);
    assertThat(ids(again)).as("within ten seconds").containsExactly(alice);
    clock.now = clock.now.plus(Duration.ofSeconds(11));
    RemoteChanges.Known last = since(again.token(), 10);
    assertThat(ids(last)).as("once more after them").containsExactly(alice);
    RemoteChanges.Known settled = since(last.token(), 10);
    assertThat(ids(settled)).isEmpty();
    assertThat(since(settled.token(), 10).token()).isEqualTo(settled.token());
  }

  @Test
  void many_changes_come_in_portions_and_none_is_missed() throws Exception {
    String token = since(null, 10).token();
    List<RemoteId> created = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      created.add(created("user" + i));
    }
    List<RemoteId> told = new ArrayList<>();
    boolean more = true;
    while (more) {
      RemoteChanges.Known some = since(token, 5);
      assertThat(some.changes()).hasSizeLessThanOrEqualTo(5);
      told.addAll(ids(some));
      token = some.token();
      more = some.more();
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(created);
  }

  @Test
  void a_target_that_does_not_follow_changes_says_so() throws Exception {
    LdapConnector none = directory.connector(Map.of("changes", "none"));
    RemoteChanges.Unreadable told =
        (RemoteChanges.Unreadable) none.changes(ObjectType.USER, null, 1);
    assertThat(told.why().kind()).isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void a_change_log_that_does_not_reach_back_says_so() throws Exception {
    LdapConnector log = directory.connector(Map.of("changes", "changelog"));
    RemoteChanges.Unreadable told =
        (RemoteChanges.Unreadable) log.changes(ObjectType.USER, "999999", 1);
    assertThat(told.why().kind()).isEqualTo(FailureKind.GONE);
  }
}
