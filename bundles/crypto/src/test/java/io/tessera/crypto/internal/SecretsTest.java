package io.tessera.crypto.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.crypto.Secret;
import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String PLACE = "target|17|settings.password";
  private static final byte[] CLEAR = "s3cret".getBytes(UTF_8);

  @TempDir Path data;
  private Path keyFile;

  @BeforeEach
  void keyFile() {
    keyFile = data.resolve("keys/master.key");
  }

  private SecretBox box() {
    return new AesSecretBox(data);
  }

  @Test
  void a_sealed_secret_opens_at_its_place_also_after_a_restart() {
    byte[] sealed = box().seal(CLEAR, PLACE);
    assertThat(new String(sealed, UTF_8)).doesNotContain("s3cret");
    assertThat(box().open(sealed, PLACE)).isEqualTo(CLEAR);
  }

  @Test
  void the_same_secret_never_looks_the_same() {
    SecretBox box = box();
    assertThat(box.seal(CLEAR, PLACE)).isNotEqualTo(box.seal(CLEAR, PLACE));
  }

  @Test
  void a_secret_moved_to_another_place_does_not_open() {
    byte[] sealed = box().seal(CLEAR, PLACE);
    assertThatThrownBy(() -> box().open(sealed, "target|18|settings.password"))
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessageContaining("target|18|settings.password");
  }

  @Test
  void an_altered_or_cut_secret_does_not_open() {
    SecretBox box = box();
    byte[] sealed = box.seal(CLEAR, PLACE);
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> box.open(altered, PLACE))
          .isInstanceOf(SecretUnreadableException.class);
      byte[] cut = java.util.Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> box.open(cut, PLACE)).isInstanceOf(SecretUnreadableException.class);
    }
  }

  @Test
  void an_empty_secret_is_a_secret() {
    assertThat(box().open(box().seal(new byte[0], PLACE), PLACE)).isEmpty();
  }

  @Test
  void the_key_file_is_made_for_its_owner_alone() throws Exception {
    box();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_key_file_that_others_may_read_is_refused() throws Exception {
    box();
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(this::box)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("chmod 600 " + keyFile);
  }

  @Test
  void a_lost_key_file_is_not_replaced_silently() throws Exception {
    box();
    Files.delete(keyFile);
    assertThatThrownBy(this::box)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing")
        .hasMessageContaining("backup");
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void a_damaged_key_file_is_refused() throws Exception {
    box();
    for (String damaged : new String[] {"", "nonsense\n", "k1 YWJj\n", "k1 !!!\n"}) {
      Files.writeString(keyFile, damaged);
      assertThatThrownBy(this::box)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("backup");
    }
  }

  @Test
  void a_second_key_seals_and_the_first_still_opens() throws Exception {
    byte[] old = box().seal(CLEAR, PLACE);
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.writeString(
        keyFile,
        Files.readString(keyFile) + "k2 " + Base64.getEncoder().encodeToString(key) + "\n");
    SecretBox both = box();
    byte[] fresh = both.seal(CLEAR, PLACE);
    assertThat(both.open(old, PLACE)).isEqualTo(CLEAR);
    assertThat(both.open(fresh, PLACE)).isEqualTo(CLEAR);
    Files.writeString(keyFile, Files.readAllLines(keyFile).get(0) + "\n");
    assertThatThrownBy(() -> box().open(fresh, PLACE))
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessageContaining("key");
  }

  @Test
  void a_secret_does_not_show_itself() {
    assertThat(new Secret("s3cret")).hasToString("***").isEqualTo(new Secret("s3cret"));
    assertThat(new Secret("s3cret").reveal()).isEqualTo("s3cret");
  }
}
