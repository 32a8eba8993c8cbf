package io.tessera.connector.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.TargetAttributes;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingConnectorTest {
  private final RecordingConnector connector = new RecordingConnector();

  private static Operation creation(String name) {
    return new Operation(
        new OperationKey(name),
        Action.CREATE,
        ObjectType.USER,
        1,
        null,
        TargetAttributes.builder().put("userName", name).build(),
        null,
        MemberDelta.NONE);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void it_fails_as_told_without_an_effect_until_it_is_healed(FailureKind kind) throws Exception {
    connector.fail(kind);
    assertThat(((Failed) connector.apply(creation("alice"))).kind()).isEqualTo(kind);
    assertThat(connector.size(ObjectType.USER)).isZero();
    connector.heal();
    assertThat(connector.apply(creation("alice"))).isInstanceOf(Outcome.Applied.class);
    assertThat(connector.calls()).hasSize(2);
  }

  @Test
  void it_fails_as_often_as_told() throws Exception {
    connector.fail(new Failed(FailureKind.TRANSIENT, "busy"), 1);
    assertThat(connector.apply(creation("alice"))).isInstanceOf(Failed.class);
    assertThat(connector.apply(creation("alice"))).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_lost_answer_leaves_the_effect() throws Exception {
    connector.loseAnswers(1);
    Failed failed = (Failed) connector.apply(creation("alice"));
    assertThat(failed.kind()).isEqualTo(FailureKind.UNKNOWN);
    assertThat(connector.count(ObjectType.USER, "alice")).isEqualTo(1);
  }

  @Test
  void a_call_that_hangs_goes_on_when_healed() throws Exception {
    connector.hang();
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      Future<Outcome> call = caller.submit(() -> connector.apply(creation("alice")));
      connector.heal();
      assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
    } finally {
      caller.shutdownNow();
    }
  }
}
