package io.tessera.crypto.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.crypto.SecretUnreadableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  private static final String PLACE = "target|17|settings.password";
  private static final byte[] CLEAR = "s3cret".getBytes(UTF_8);

  @TempDir Path data;
  private AesSecretBox box;
  private String first;

  @BeforeEach
  void open() {
    box = new AesSecretBox(data);
    first = box.sealing();
  }

  private static String added(AesSecretBox box) {
    String id = box.newId();
    box.add(id);
    return id;
  }

  @Test
  void a_new_key_seals_nothing_until_it_is_told_to() {
    String second = added(box);

    assertThat(box.sealing()).isEqualTo(first);
    assertThat(box.keys()).containsExactly(second, first);
    assertThat(box.keyOf(box.seal(CLEAR, PLACE))).isEqualTo(first);
  }

  @Test
  void what_was_sealed_before_still_opens_after_another_key_seals_and_after_a_restart() {
    byte[] before = box.seal(CLEAR, PLACE);

    String second = added(box);
    box.sealWith(second);
    byte[] after = box.seal(CLEAR, PLACE);

    assertThat(box.keyOf(after)).isEqualTo(second);
    AesSecretBox restarted = new AesSecretBox(data);
    assertThat(restarted.sealing()).isEqualTo(second);
    assertThat(restarted.open(before, PLACE)).isEqualTo(CLEAR);
    assertThat(restarted.open(after, PLACE)).isEqualTo(CLEAR);
  }

  @Test
  void a_removed_key_opens_nothing_any_more() {
    byte[] before = box.seal(CLEAR, PLACE);
    box.sealWith(added(box));

    box.remove(first);

    assertThatThrownBy(() -> box.open(before, PLACE))
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessageContaining(first);
    assertThat(new AesSecretBox(data).keys()).doesNotContain(first);
  }

  @Test
  void the_key_that_seals_and_unknown_ones_cannot_be_removed() {
    assertThatIllegalArgumentException().isThrownBy(() -> box.remove(first));
    assertThatIllegalArgumentException().isThrownBy(() -> box.remove("k9"));
    assertThatIllegalArgumentException().isThrownBy(() -> box.sealWith("k9"));
  }

  @Test
  void a_key_put_into_the_file_by_another_node_is_found_when_it_is_needed() {
    AesSecretBox other = new AesSecretBox(data);
    other.sealWith(added(other));
    byte[] sealedThere = other.seal(CLEAR, PLACE);

    assertThat(box.open(sealedThere, PLACE)).isEqualTo(CLEAR);
  }

  @Test
  void the_file_stays_for_its_owner_alone() throws Exception {
    box.sealWith(added(box));
    Path file = data.resolve("keys/master.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
