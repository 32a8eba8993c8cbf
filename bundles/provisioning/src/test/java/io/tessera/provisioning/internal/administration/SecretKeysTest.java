package io.tessera.provisioning.internal.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.crypto.internal.AesSecretBox;
import io.tessera.crypto.internal.BoxForTests;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.internal.configuration.SecretResolver;
import io.tessera.store.jpa.internal.DerbyForTests;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.AuditTrail.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are a file of this node's; what is done to it is in the journal first. */
class SecretKeysTest {
  private static final Caller ADMIN = Caller.internal("admin", "test");
  private static final String REFERENCE = "target|17|password";

  @TempDir Path here;
  @TempDir Path elsewhere;

  @Test
  void a_key_that_encrypts_from_now_on_is_recorded_also_when_an_old_secret_cannot_be_read()
      throws Exception {
    try (DerbyForTests derby = new DerbyForTests()) {
      AesSecretBox box = BoxForTests.in(here);
      byte[] unreadable =
          BoxForTests.in(elsewhere)
              .seal("s3cret".getBytes(StandardCharsets.UTF_8), SecretResolver.context(REFERENCE));
      derby
          .store()
          .write(
              tx -> {
                tx.configurations().putSecret(REFERENCE, unreadable);
                return true;
              });
      SecretKeyAdministration keys = new SecretKeyAdministration(derby.store(), box, box);
      String added = keys.add(ADMIN).id();

      assertThatThrownBy(() -> keys.use(ADMIN, added)).isInstanceOf(RejectedException.class);

      assertThat(box.sealing()).isEqualTo(added);
      assertThat(records(derby))
          .extracting(record -> record.facts().text("action").orElseThrow())
          .containsExactly("used", "added");
      assertThat(records(derby))
          .extracting(record -> record.facts().text("name").orElseThrow())
          .containsOnly(added);
    }
  }

  private static List<Entry> records(DerbyForTests derby) {
    AuditTrail.Selection keys =
        new AuditTrail.Selection(null, null, null, null, null, "secret-key", null, null, null);
    return derby.audit().find(keys, null, 10).entries();
  }
}
