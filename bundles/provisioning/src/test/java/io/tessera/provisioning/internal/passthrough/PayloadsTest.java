package io.tessera.provisioning.internal.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.crypto.SecretUnreadableException;
import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import io.tessera.store.spi.LaneKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  private static final Attributes ALICE =
      Attributes.builder().put("userName", "alice").put("title", "Clerk").build();

  private final XorBox box = new XorBox();
  private final Payloads payloads = new Payloads(box, box);
  private final UUID change = UUID.randomUUID();
  private final LaneKey key =
      new LaneKey(UUID.randomUUID(), ResourceType.USER, new ResourceId(UUID.randomUUID()));

  private Lane lane(Attributes state) {
    Queued queued =
        new Queued(
            UUID.randomUUID(),
            change,
            "cause",
            1,
            Change.Kind.CREATE,
            state,
            MembershipDelta.NONE,
            Instant.EPOCH);
    return new Lane(key, 1, 0, List.of(queued), null);
  }

  @Test
  void a_payload_is_opened_as_it_was_sealed_for_its_change_only() {
    Payload partly = new Payload(ALICE, List.of(ALICE.without("title"), Attributes.empty()));
    Payloads.Sealed sealed = payloads.seal(change, partly);

    assertThat(sealed.document().toString()).doesNotContain("alice");
    assertThat(Payloads.isSealed(sealed.document())).isTrue();
    assertThat(payloads.open(change, sealed.document())).isEqualTo(partly);
    assertThat(payloads.open(change, payloads.seal(change, Payload.whole(ALICE)).document()))
        .isEqualTo(Payload.whole(ALICE));
    assertThat(payloads.open(change, payloads.seal(change, Payload.nothing()).document()))
        .isEqualTo(Payload.nothing());
    assertThatThrownBy(() -> payloads.open(UUID.randomUUID(), sealed.document()))
        .isInstanceOf(SecretUnreadableException.class);
  }

  @Test
  void a_change_remembers_each_state_that_targets_may_have() {
    Attributes judge = ALICE.with("title", Value.text("Judge"));

    Payload back = Payload.read(ALICE).then(judge).then(ALICE);

    assertThat(back.state()).isEqualTo(ALICE);
    assertThat(back.before()).containsExactly(ALICE, judge);
    assertThat(Payload.whole(ALICE).then(judge)).isEqualTo(Payload.whole(judge));
  }

  @Test
  void a_password_that_is_too_long_to_be_stored_sealed_is_refused() {
    String room = "x".repeat(2_500);

    assertThat(payloads.openPassword(change, payloads.sealPassword(change, room).text()))
        .isEqualTo(room);
    assertThatThrownBy(() -> payloads.sealPassword(change, "x".repeat(3_000)))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("password: it is too long");
  }

  @Test
  void a_lane_without_anything_sealed_is_delivered_and_noted_as_it_is() {
    Lane plain = lane(ALICE);
    Completion completion = failed("alice is taken", plain);

    OpenedLane opened = payloads.open(plain);

    assertThat(opened.lane()).isSameAs(plain);
    assertThat(opened.forKeeping(completion)).isSameAs(completion);
  }

  @Test
  void nothing_of_what_was_sealed_is_noted() {
    Lane sealed = lane(payloads.seal(change, Payload.whole(ALICE)).document());

    OpenedLane opened = payloads.open(sealed);
    Completion kept = opened.forKeeping(failed("uid=ALICE,ou=people: Clerk? No.", sealed));

    assertThat(opened.lane().queue().get(0).state()).isEqualTo(ALICE);
    assertThat(((Next.Hold) kept.next()).detail())
        .isEqualTo("uid=(not kept),ou=people: (not kept)? No.");
    Attempt attempt = kept.attempts().get(0);
    assertThat(attempt.detail()).doesNotContainIgnoringCase("alice");
    Attributes request = attempt.request();
    assertThat(request).isNotNull();
    assertThat(request.text("remoteId")).contains("r-1");
    assertThat(request.complex("attributes").names()).containsExactly("uid");
    assertThat(request.complex("attributes").text("uid")).contains("(not kept)");
    assertThat(attempt.answer())
        .isNotNull()
        .hasToString(Attributes.builder().put("mail", "(not kept)").build().toString());
  }

  private static Completion failed(String detail, Lane lane) {
    Attributes sent = Attributes.builder().put("uid", "alice").build();
    Attempt attempt =
        new Attempt(
            lane.queue().get(0).operation(),
            1,
            Instant.EPOCH,
            Duration.ZERO,
            "node",
            "ldap",
            "CREATE",
            "CONFLICT",
            detail,
            Attributes.builder()
                .put("remoteId", "r-1")
                .put("attributes", Value.complex(sent))
                .build(),
            Attributes.builder().put("mail", "alice@example.com").build());
    return new Completion(
        lane.key(),
        lane.epoch(),
        List.of(),
        new Next.Hold(1, "CONFLICT", detail),
        LinkChange.KEEP,
        List.of(attempt));
  }
}
