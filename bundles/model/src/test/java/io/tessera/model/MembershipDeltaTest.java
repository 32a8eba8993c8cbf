package io.tessera.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MembershipDeltaTest {
  private final MemberRef alice =
      new MemberRef(ResourceType.USER, new ResourceId(UUID.randomUUID()));
  private final MemberRef bob = new MemberRef(ResourceType.USER, new ResourceId(UUID.randomUUID()));

  @Test
  void who_joins_and_then_leaves_was_never_there() {
    MembershipDelta net = joins(alice).then(leaves(alice)).then(joins(bob));

    assertThat(net).isEqualTo(joins(bob));
  }

  @Test
  void who_leaves_and_comes_back_has_never_left() {
    assertThat(leaves(alice).then(joins(alice)).isEmpty()).isTrue();
  }

  private static MembershipDelta joins(MemberRef member) {
    return new MembershipDelta(List.of(member), List.of());
  }

  private static MembershipDelta leaves(MemberRef member) {
    return new MembershipDelta(List.of(), List.of(member));
  }
}
