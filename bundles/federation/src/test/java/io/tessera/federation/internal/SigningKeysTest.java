package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  private final MovableClock clock = new MovableClock();
  private final MemoryInMemory memory = new MemoryInMemory(clock);
  private final SigningKeys node = new SigningKeys(memory, clock);
  private final SigningKeys otherNode = new SigningKeys(memory, clock);

  private static boolean publishes(SigningKeys node, ECKey key) throws Exception {
    return JWKSet.parse(node.published()).getKeyByKeyId(key.getKeyID()) != null;
  }

  @Test
  void all_nodes_sign_with_the_same_key() {
    assertThat(otherNode.present().getKeyID()).isEqualTo(node.present().getKeyID());
  }

  @Test
  void a_restart_changes_nothing() {
    String before = node.present().getKeyID();
    assertThat(new SigningKeys(memory, clock).present().getKeyID()).isEqualTo(before);
  }

  @Test
  void a_key_is_published_before_it_is_used_and_after() throws Exception {
    ECKey first = node.present();
    String published = node.published();

    clock.pass(Duration.ofDays(30));
    ECKey second = otherNode.present();
    assertThat(second.getKeyID()).isNotEqualTo(first.getKeyID());
    assertThat(JWKSet.parse(published).getKeyByKeyId(second.getKeyID())).isNotNull();
    assertThat(publishes(otherNode, first)).isTrue();
    assertThat(publishes(node, first)).isTrue();

    clock.pass(Duration.ofDays(30));
    assertThat(publishes(node, first)).isFalse();
    assertThat(publishes(otherNode, second)).isTrue();
  }

  @Test
  void nothing_private_is_published() throws Exception {
    assertThat(node.published()).doesNotContain("\"d\"");
    assertThat(JWKSet.parse(node.published()).getKeys())
        .hasSize(2)
        .allMatch(key -> key.getAlgorithm().getName().equals("ES256") && !key.isPrivate());
  }
}
